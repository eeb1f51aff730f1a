import { decimal } from '../text/number';
import { escape } from '../figures/markup';
import type { BenchmarkManifest } from './manifest';
import type { BenchmarkReport } from './report';

/** What was played by what, with hashes: for people; the manifest itself stands in the page as JSON. */
export function manifestSection(manifest: BenchmarkManifest): string {
  const { machine, application, commit, plan } = manifest;
  const facts: [string, string][] = [
    ['application', `NeuralStream ${application}${commit === null ? '' : `, commit ${commit}`}`],
    ['machine', `${machine.processor}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}`],
    ['begun', manifest.createdAt],
    ['seed of the bootstrap', String(plan.seed)],
    ['baseline', plan.baseline],
    ['players', plan.players.map(playerText).join('; ')],
  ];
  const hashes = [
    ...manifest.videos.map((video) => [
      'video',
      video.name,
      `${video.ladderKbps.join(', ')} kbps, ${video.chunkCount} chunks of ${decimal(video.chunkSeconds, 3)} s`,
      video.sha256,
    ]),
    ...manifest.traceSets.map((set) => ['trace set', set.name, `${set.traces.length} traces`, set.sha256]),
    ...manifest.algorithms.flatMap(({ id, model }) =>
      model === null ? [] : [['model', model.name, id, model.sha256]],
    ),
  ];
  const row = (cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`;
  return `<section class="manifest"><h2>Manifest</h2>
<p>Save this page and run <code>neuralstream bench --manifest THIS.html</code> where the same data lie: the figures come out the
same, and what is not the same any more is named.</p>
<table>${facts.map(row).join('\n')}</table>
<h3>SHA-256 of what was played</h3>
<table class="hashes">${hashes.map(row).join('\n')}</table></section>`;
}

/** A player model by its id, and what it was told. */
function playerText({ id, options }: BenchmarkManifest['plan']['players'][number]): string {
  const told = Object.entries(options).map(([option, value]) => `${option} ${value}`);
  return [id, ...told].join(', ');
}

const mostNamed = 200;

/** Files that were no traces, and traces that could not be played. */
export function skippedSection({ skipped }: BenchmarkReport): string {
  if (skipped.length === 0) return '';
  const rows = skipped
    .slice(0, mostNamed)
    .map(({ traceSet, name, problem }) => `<li>${escape(`${traceSet}: ${name}: ${problem}`)}</li>`);
  const more = skipped.length > mostNamed ? `<p>And ${skipped.length - mostNamed} more.</p>` : '';
  return `<section><h2>Left out</h2><ul>${rows.join('\n')}</ul>${more}</section>`;
}
