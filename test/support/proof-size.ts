/**
 * How much a long proof does: the full size, or the short one with `ZHIJIAN_TEST_PROOFS=short`, for a
 * second run on another PostgreSQL after the full size has passed on the product's own.
 */
export function proofSize<T>(size: { full: T; short: T }): T {
  return process.env.ZHIJIAN_TEST_PROOFS === 'short' ? size.short : size.full;
}
