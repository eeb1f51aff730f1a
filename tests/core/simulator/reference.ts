import { readdirSync, readFileSync } from 'node:fs';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { textInput } from '../../../src/core/trace/parse/input';
import { parsePensieve } from '../../../src/core/trace/parse/pensieve';
import { makeVideo, type Video } from '../../../src/core/model/video';
import { dataPath } from '../../data';

/** The reference video: 6 levels of 48 chunks (the 49th size is unused), bytes in its files. */
export function envivio(): Video {
  const chunkKilobits = [0, 1, 2, 3, 4, 5].map((level) =>
    readFileSync(dataPath('video/envivio', `video_size_${level}`), 'utf8')
      .trim()
      .split(/\s+/)
      .slice(0, 48)
      .map((bytes) => Number(bytes) / 125),
  );
  const ladderKbps = [300, 750, 1200, 1850, 2850, 4300];
  return makeVideo({ name: 'envivio', ladderKbps, chunkSeconds: 4, chunkKilobits });
}

/** Names of the open test traces. */
export function norwayNames(): string[] {
  return readdirSync(dataPath('reference/norway/traces')).sort();
}

export function norwayTrace(name: string): TraceBandwidth {
  const text = readFileSync(dataPath('reference/norway/traces', name), 'utf8');
  return new TraceBandwidth(parsePensieve(textInput(name, text)));
}
