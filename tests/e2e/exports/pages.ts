/** Plain pages with a player and an exported module, as a web site outside the application would have them. */

const head = `<!doctype html><meta charset="utf-8"><title>plain page</title><link rel="icon" href="data:,"><video muted></video>`;

/** What every page knows: its video, its list of decisions, and what its address says. */
const start = `
  const video = document.querySelector('video');
  const { url, options } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
  window.decisions = [];
  const onDecision = (decision) => window.decisions.push(JSON.parse(JSON.stringify(decision)));
`;

/** By player: its script from its package, and the page's own. */
export const pages = {
  dashjs: {
    script: 'dashjs/dist/modern/umd/dash.all.min.js',
    html: `${head}<script src="/dashjs.js"></script><script type="module">
  import { register } from './dashjs.mjs';
  ${start}
  const player = dashjs.MediaPlayer().create();
  register(player, { ...options, onDecision });
  player.initialize(video, url, true);
</script>`,
  },
  hlsjs: {
    script: 'hls.js/dist/hls.min.js',
    html: `${head}<script src="/hlsjs.js"></script><script type="module">
  import { hlsConfig } from './hlsjs.mjs';
  ${start}
  const hls = new Hls({ ...hlsConfig(Hls, { ...options, onDecision }) });
  hls.loadSource(url);
  hls.attachMedia(video);
  hls.on(Hls.Events.MANIFEST_PARSED, () => video.play());
</script>`,
  },
  shaka: {
    script: 'shaka-player/dist/shaka-player.compiled.js',
    html: `${head}<script src="/shaka.js"></script><script type="module">
  import { register } from './shaka.mjs';
  ${start}
  const player = new shaka.Player();
  await player.attach(video);
  register(player, { ...options, onDecision });
  await player.load(url);
  await video.play();
</script>`,
  },
} as const;

export type PlayerPage = keyof typeof pages;
