/**
 * Milliseconds that this process has computed, to be subtracted from one another: how long something
 * stands in the way of other work, whatever else the machine has to do meanwhile.
 */
export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
