/** Tells a page's developer of a fault in the console, once: players swallow what their rules throw, and ask again. */
export function tellOnce(): (error: unknown) => void {
  let told = false;
  return (error) => {
    if (told) return;
    told = true;
    console.error('NeuralStream:', error);
  };
}
