import { expect, test } from 'vitest';
import { sessionsCsv } from '../../../src/core/benchmark/csv';
import { smallBenchmark } from './small-benchmark';

test('CSV: a header, a row a session, quotes doubled, no formulas, nothing for what is missing', () => {
  const { manifest, outcomes } = smallBenchmark({ bola: [0.5] }, { traceName: () => '=a,"b"' });
  expect(sessionsCsv(manifest, outcomes)).toBe(
    'algorithm,trace,chunks,qoe,bitrate_kbps,rebuffer_s_per_chunk,change_kbps_per_chunk,switches,stalls,startup_s,' +
      'qoe_quality,qoe_stall,qoe_switch,video,trace_set,qoe_measure,player\r\n' +
      'bola,"\'=a,""b""",48,0.5,1000,0.25,10,3,2,,1.2,-0.6,-0.1,video,set,lin,pensieve\r\n',
  );
});

test('rows come algorithm by algorithm in the order of the traces, whenever they were played', () => {
  const { manifest, outcomes } = smallBenchmark({ bola: [1, 2], 'fixed:0': [3, 4] });
  const qoes = sessionsCsv(manifest, [...outcomes].reverse())
    .trim()
    .split('\r\n')
    .map((row) => row.split(',')[3]);
  expect(qoes).toEqual(['qoe', '1', '2', '3', '4']);
});
