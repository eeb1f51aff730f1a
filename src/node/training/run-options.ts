import type { TrainingEvent, TrainingPlan } from '../../shared/training';
import type { LoadedTensorFlow } from '../tensorflow';

export interface RunOptions extends LoadedTensorFlow {
  readonly folder: string;
  readonly plan: TrainingPlan;
  readonly application: string;
  readonly commit: string | null;
  /** Built script of shard-worker.ts, and how many threads of it; the weights do not depend on the number. */
  readonly workerFile: string;
  readonly threads: number;
  readonly tell: (event: TrainingEvent) => void;
  readonly control: RunControl;
}

/** What the user wants of a run under way. */
export interface RunControl {
  readonly stopped: boolean;
  /** Resolves at once unless the run is paused, else when it goes on or is to stop. */
  goOn(): Promise<void>;
}
