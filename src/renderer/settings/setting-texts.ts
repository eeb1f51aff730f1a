/** What the settings are called and what they do: what the search looks through. */
export const settingTexts = [
  { id: 'theme', label: 'Theme', text: 'Dark or light, or as the system is.' },
  {
    id: 'bufferCapSeconds',
    label: 'Buffer cap',
    text: 'How much video a player may keep ready: 8 to 60 seconds. Takes effect at the next start.',
  },
  {
    id: 'links',
    label: 'Links',
    text: 'Separate: each player gets the set bandwidth. Shared: all players on one bottleneck.',
  },
  { id: 'loop', label: 'Loop', text: 'The clip starts again at its end, until you finish the comparison.' },
  {
    id: 'sameConditions',
    label: 'Same conditions',
    text: 'dash.js’ own rules play as ours must: no fast switch, no abandoning, the same start level.',
  },
  {
    id: 'qoe',
    label: 'QoE measure',
    text: 'lin: quality is the bitrate in Mbit/s. log: quality is the logarithm of the bitrate over the lowest.',
  },
  {
    id: 'backend',
    label: 'Training runs on',
    text: 'Automatic: native TensorFlow where it is installed, else the WASM backend of TensorFlow.js, which is slower.',
  },
  {
    id: 'libraryLimitGigabytes',
    label: 'Library limit',
    text: 'Prepared videos above this size are removed, the one unused for longest first.',
  },
  {
    id: 'service',
    label: 'Inference service',
    text: 'Other programs on this machine can ask the agent over HTTP, and any browser here can open its player.',
  },
  {
    id: 'updates',
    label: 'Updates',
    text: 'Looks for a new version at each start, and installs it when you close NeuralStream.',
  },
] as const;

/** Whether every word of the query is in the setting. */
export function matches({ label, text }: { label: string; text: string }, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const haystack = `${label} ${text}`.toLowerCase();
  return words.every((word) => haystack.includes(word));
}
