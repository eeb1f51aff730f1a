import { readdirSync, readFileSync } from 'node:fs';
import { createAlgorithm } from '../../../src/core/abr/registry';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { SessionLog } from '../../../src/core/qoe/summary';
import { pensieve } from '../../../src/core/simulator/pensieve';
import { simulate } from '../../../src/core/simulator/simulate';
import { type Trace, TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { textInput } from '../../../src/core/trace/parse/input';
import { parsePensieve } from '../../../src/core/trace/parse/pensieve';
import { makeVideo, type Video } from '../../../src/core/model/video';
import { dataPath } from '../../data';
import { referenceLadderKbps } from './observation';

/** The 29 open test traces. */
export function norwayTraces(): Trace[] {
  const folder = dataPath('reference/norway/traces');
  return readdirSync(folder)
    .sort()
    .map((name) => parsePensieve(textInput(name, readFileSync(`${folder}/${name}`, 'utf8'))));
}

/** The reference video: 48 chunks of 4 s; the last size of each file is unused. */
export function envivio(): Video {
  const folder = dataPath('video/envivio');
  const chunkKilobits = readdirSync(folder)
    .sort()
    .map((name) =>
      readFileSync(`${folder}/${name}`, 'utf8')
        .trim()
        .split('\n')
        .slice(0, 48)
        .map((bytes) => (Number(bytes) * 8) / 1000),
    );
  const topFirst = chunkKilobits[0][0] > chunkKilobits[chunkKilobits.length - 1][0];
  return makeVideo({
    name: 'envivio',
    ladderKbps: referenceLadderKbps,
    chunkSeconds: 4,
    chunkKilobits: topFirst ? chunkKilobits.reverse() : chunkKilobits,
  });
}

/** One session of an algorithm under Pensieve's player. */
export function playReference(id: string, video: Video, trace: Trace): SessionLog {
  const log = new SessionLog();
  const qoe = makeQoe('lin', video.ladderKbps);
  const algorithm = createAlgorithm(id, { video, bufferCapSeconds: 60, qoe, future: { trace, video } });
  const bandwidth = new TraceBandwidth(trace);
  simulate({ video, bandwidth, algorithm, player: pensieve(), emit: (event) => log.add(event) });
  return log;
}

/** Mean QoE_lin per chunk, without chunk 0, over the open traces. */
export function meanQoe(id: string): number {
  const video = envivio();
  const qoe = makeQoe('lin', video.ladderKbps);
  const each = norwayTraces().map(
    (trace) => playReference(id, video, trace).summary(qoe, video.ladderKbps).qoe.total,
  );
  return each.reduce((sum, value) => sum + value, 0) / each.length;
}
