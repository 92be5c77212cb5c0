import { isAbort, toProblem, type ApiProblem } from '@/api/problem';
import { dropMirror, writeMirror } from './mirror';

export type SaveState =
  | { kind: 'idle' }
  | { kind: 'dirty' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: number }
  | { kind: 'offline'; mirrored: boolean }
  | { kind: 'failed'; problem: ApiProblem; mirrored: boolean }
  | { kind: 'conflict'; problem: ApiProblem };

export interface SaveCall {
  version: number;
  /** The page is being left: the request should outlive it. */
  keepalive: boolean;
}

export interface AutosaverOptions<T> {
  /** Sends the draft with If-Match and gives the new version. */
  save: (value: T, call: SaveCall) => Promise<number>;
  version: number;
  mirrorKey: string;
  delay?: number;
  /** Pause before a new try when there is no connection. */
  retryDelay?: number;
  onState: (state: SaveState) => void;
  now?: () => number;
}

/**
 * Saves a draft a moment after the last change, one request at a time. Every change is first kept
 * on this device; the copy goes away when the server has the value. A 412 stops saving until
 * `resolve` is called; no connection is tried again by itself.
 */
export class Autosaver<T> {
  state: SaveState = { kind: 'idle' };
  version: number;
  private save: AutosaverOptions<T>['save'];
  private value: T | undefined;
  private pending = false;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: AutosaverOptions<T>) {
    this.version = options.version;
    this.save = options.save;
  }

  /** True while the server does not have the latest value. */
  get unsaved(): boolean {
    return this.pending || this.running !== null;
  }

  change(value: T): void {
    this.value = value;
    this.pending = true;
    const mirrored = this.mirror();
    if (this.state.kind === 'conflict') return;
    if (this.running === null) {
      this.report(
        this.state.kind === 'offline' ? { kind: 'offline', mirrored } : { kind: 'dirty' },
      );
    }
    this.schedule(this.options.delay ?? 800);
  }

  /** A newer closure of the component's save function. */
  replaceSave(save: AutosaverOptions<T>['save']): void {
    this.save = save;
  }

  /** Saves now; resolves when nothing is left to save or saving is impossible. */
  async flush(keepalive = false): Promise<void> {
    clearTimeout(this.timer);
    if (this.running) await this.running;
    if (this.pending && this.state.kind !== 'conflict') await this.run(keepalive);
  }

  /** After a conflict: go on from the server's version with the merged value. */
  async resolve(version: number, merged: T): Promise<void> {
    this.version = version;
    this.report({ kind: 'dirty' });
    this.change(merged);
    await this.flush();
  }

  /** The value on the server became known by other means, such as a reload. */
  reset(version: number): void {
    clearTimeout(this.timer);
    this.version = version;
    this.pending = false;
    dropMirror(this.options.mirrorKey);
    this.report({ kind: 'idle' });
  }

  private mirror(): boolean {
    return writeMirror(this.options.mirrorKey, {
      value: this.value,
      version: this.version,
      at: this.options.now?.() ?? Date.now(),
    });
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), delay);
  }

  private report(state: SaveState): void {
    this.state = state;
    this.options.onState(state);
  }

  private run(keepalive: boolean): Promise<void> {
    const value = this.value as T;
    this.pending = false;
    this.report({ kind: 'saving' });
    const work = this.save(value, { version: this.version, keepalive })
      .then((version) => {
        this.version = version;
        if (this.pending) {
          this.mirror();
          this.schedule(this.options.delay ?? 800);
          return;
        }
        dropMirror(this.options.mirrorKey);
        this.report({ kind: 'saved', at: this.options.now?.() ?? Date.now() });
      })
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        this.running = null;
      });
    this.running = work;
    return work;
  }

  private failed(error: unknown): void {
    this.pending = true;
    const mirrored = this.mirror();
    const problem = toProblem(error);
    if (problem.status === 412) this.report({ kind: 'conflict', problem });
    else if (problem.status === 0 || isAbort(error)) {
      this.report({ kind: 'offline', mirrored });
      this.schedule(this.options.retryDelay ?? 10_000);
    } else this.report({ kind: 'failed', problem, mirrored });
  }
}
