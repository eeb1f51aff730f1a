const key = 'neuralstream-theme';

/** Dark or light: as the system is, until the user has chosen. */
export class Theme {
  value: 'dark' | 'light' = $state('dark');

  /** Follows the system's theme until the returned function is called. */
  follow(): () => void {
    const query = window.matchMedia('(prefers-color-scheme: light)');
    const follow = (): void => {
      const chosen = localStorage.getItem(key);
      const isLight = chosen === null ? query.matches : chosen === 'light';
      this.show(isLight ? 'light' : 'dark');
    };
    follow();
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }

  toggle(): void {
    this.show(this.value === 'dark' ? 'light' : 'dark');
    localStorage.setItem(key, this.value);
  }

  private show(value: 'dark' | 'light'): void {
    this.value = value;
    document.documentElement.dataset.theme = value;
  }
}
