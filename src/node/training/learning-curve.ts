import { shownScore, type ScorePoint, type TrainingEvaluation } from '../../shared/training';

/** About as many as a curve of the history has pixels to show. */
const curvePoints = 48;

/** The score over decisions as the history draws it: thinned, but with the first, the best and the last. */
export function learningCurve(evaluations: readonly TrainingEvaluation[]): ScorePoint[] {
  const points = evaluations.map((each) => ({ decisions: each.decisions, score: shownScore(each) }));
  const best = points.reduce((highest, point) => (point.score > highest.score ? point : highest), points[0]);
  return thinned(points, curvePoints, best);
}

/** Every n-th point, so that at most `count` are left, and beside them the last one and the one to keep. */
export function thinned<T>(points: readonly T[], count: number, kept?: T): T[] {
  const step = Math.max(1, Math.ceil(points.length / count));
  return points.filter((point, i) => i % step === 0 || i === points.length - 1 || point === kept);
}
