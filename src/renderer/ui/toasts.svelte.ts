export interface ToastAction {
  readonly label: string;
  run(): void;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly action: ToastAction | null;
}

interface ToastOptions {
  readonly tone?: Toast['tone'];
  readonly action?: ToastAction | null;
  readonly seconds?: number;
}

/** Short messages in the corner: each goes by itself, faults stay longer. */
export class Toasts {
  items: readonly Toast[] = $state.raw([]);
  private next = 1;

  show(text: string, { tone = 'plain', action = null, seconds }: ToastOptions = {}): number {
    const id = this.next++;
    this.items = [...this.items, { id, text, tone, action }].slice(-4);
    setTimeout(() => this.dismiss(id), (seconds ?? (tone === 'bad' ? 15 : 7)) * 1000);
    return id;
  }

  fault(text: string): void {
    if (!this.items.some((toast) => toast.text === text)) this.show(text, { tone: 'bad' });
  }

  dismiss(id: number): void {
    this.items = this.items.filter((toast) => toast.id !== id);
  }
}
