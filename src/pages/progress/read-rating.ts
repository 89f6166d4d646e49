import { ratingWords, type Rating } from '../../cases/life-cycle/actions';
import { AppError } from '../../platform/errors';
import type { GivenRating } from './progress-desk';

/** The form of a rating. @throws AppError bad_request where none of the five words was chosen */
export function readGivenRating(form: URLSearchParams): GivenRating {
  const rating = Number(form.get('rating'));
  if (!isRating(rating)) throw new AppError('bad_request', '请先选一项：非常满意到非常不满意。');
  return {
    rating,
    tags: form.getAll('tags'),
    text: form.get('text'),
    named: form.get('named') === 'yes',
  };
}

function isRating(value: number): value is Rating {
  return Object.hasOwn(ratingWords, String(value));
}
