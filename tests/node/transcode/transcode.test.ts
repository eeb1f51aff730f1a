import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { parseLadder } from '../../../src/core/model/ladder';
import { transcode } from '../../../src/node/transcode';
import { PresentationSchema, presentationVideo, type Presentation } from '../../../src/shared/presentation';
import { ask, ffmpeg, hdrOptions, makeClip, scratchFolder } from '../ffmpeg/clips';

const folder = scratchFolder();
const at = (...names: string[]) => join(folder, ...names);
const small = parseLadder('160x90@100,320x180@300');

/** Times of the key frames of a level in seconds, from init and chunks joined. */
function keyFrameTimes(out: string, level: number): number[] {
  const names = readdirSync(out).filter((name) => name.startsWith(`chunk-${level}-`));
  const joined = [`init-${level}.m4s`, ...names.sort()].map((name) => join(out, name)).join('|');
  const lines = ask(`concat:${joined}`, '-show_entries', 'packet=pts_time,flags', '-select_streams', 'v');
  return lines.filter((line) => /,K/.test(line)).map((line) => Number(line.split(',')[0]));
}

let plain: Presentation;
beforeAll(async () => {
  const input = makeClip(at('plain.mp4'), { seconds: 5 });
  plain = await transcode({ input, ladder: small, outFolder: at('plain') });
});

test('the sidecar on the disk is what was returned, and fits its schema', () => {
  const onDisk: unknown = JSON.parse(readFileSync(at('plain', 'presentation.json'), 'utf8'));
  expect(v.parse(PresentationSchema, onDisk)).toEqual(plain);
});

test('the sizes are the bytes of the files, for every level and the sound', () => {
  [...plain.levels, plain.audio].forEach((level, index) => {
    const names = readdirSync(at('plain')).filter((name) => name.startsWith(`chunk-${index}-`));
    expect(level?.chunkBytes).toEqual(names.sort().map((name) => statSync(at('plain', name)).size));
  });
  const others = readdirSync(at('plain')).filter((name) => name !== 'presentation.json');
  expect(plain.bytes).toBe(others.reduce((sum, name) => sum + statSync(at('plain', name)).size, 0));
});

test('5 s in chunks of 2 s are 3 chunks, with key frames at 0, 2 and 4 s in both levels', () => {
  expect(plain).toMatchObject({ chunkSeconds: 2, durationSeconds: 5 });
  for (const level of [0, 1]) {
    expect(plain.levels[level].chunkBytes).toHaveLength(3);
    expect(keyFrameTimes(at('plain'), level)).toEqual([0, 2, 4]);
  }
});

test('algorithms see kilobits', () => {
  const video = presentationVideo(plain);
  expect(video.ladderKbps).toEqual([100, 300]);
  expect(video.chunkKilobits[1][2]).toBe((plain.levels[1].chunkBytes[2] * 8) / 1000);
});

test('manifest: adaptation sets v and a, template with timeline, H.264 main and AAC', () => {
  const xml = readFileSync(at('plain', plain.manifest), 'utf8');
  expect(xml.match(/<AdaptationSet [^>]*contentType="(\w+)"/g)).toHaveLength(2);
  expect(xml.match(/<SegmentTemplate/g)).toHaveLength(3);
  expect(xml.match(/<SegmentTimeline>/g)).toHaveLength(3);
  for (const { codecs } of plain.levels) expect(codecs).toMatch(/^avc1\.4d/i);
  expect(plain.audio?.codecs).toBe('mp4a.40.2');
});

test('no chunk holds more than the capped bitrate allows', () => {
  for (const { kbps, chunkBytes } of plain.levels) {
    const mostKilobits = kbps * (1.5 * 2 + 1) * 1.1; // 1.5 times for 2 s, one buffer of 1 s, 10 % container
    expect(Math.max(...chunkBytes) * 0.008).toBeLessThan(mostKilobits);
  }
});

test('a poster 480 wide is there', () => {
  expect(ask(at('plain', plain.poster), '-show_entries', 'stream=width,height')).toEqual(['480,270']);
});

test('NTSC: chunks of 4 s are 120 frames, 4.004 s, and stay aligned', async () => {
  const input = makeClip(at('ntsc.mp4'), { rate: '30000/1001', seconds: 9 });
  const made = await transcode({ input, ladder: small, chunkSeconds: 4, outFolder: at('ntsc') });
  expect(made.chunkSeconds).toBeCloseTo(4.004, 9);
  for (const level of [0, 1]) {
    const times = keyFrameTimes(at('ntsc'), level);
    [0, 4.004, 8.008].forEach((time, index) => expect(times[index]).toBeCloseTo(time, 4));
  }
});

test('a variable frame rate comes out fixed, with key frames every 2 s', async () => {
  const options = ['-video_track_timescale', '30000'];
  const slow = makeClip(at('slow.mp4'), { rate: '10', seconds: 2, sound: false, options });
  const fast = makeClip(at('fast.mp4'), { rate: '30', seconds: 3, sound: false, options });
  writeFileSync(at('list.txt'), [slow, fast].map((path) => `file '${path}'`).join('\n'));
  ffmpeg(['-f', 'concat', '-safe', '0', '-i', at('list.txt'), '-c', 'copy', at('vfr.mp4')]);
  const made = await transcode({ input: at('vfr.mp4'), ladder: small, outFolder: at('vfr') });
  expect(made.source.variableFrameRate).toBe(true);
  expect(made.audio).toBeNull();
  for (const level of [0, 1]) expect(keyFrameTimes(at('vfr'), level)).toEqual([0, 2, 4]);
});

test.each([
  ['portrait', '180x320', [], [180, 320]],
  ['odd', '321x181', [], [320, 180]],
])('source %s of %s keeps its aspect', async (name, size, options, [width, height]) => {
  const rgb = ['-c:v', 'libx264rgb', '-crf', '0', ...options];
  const input = makeClip(at(`${name}.mkv`), {
    size,
    seconds: 1,
    options: size.includes('321') ? rgb : options,
  });
  const made = await transcode({ input, ladder: small, outFolder: at(name) });
  expect(made.levels[made.levels.length - 1]).toMatchObject({ width, height });
});

test('a source turned by its matrix is cut the way it is shown', async () => {
  const landscape = makeClip(at('landscape.mp4'), { seconds: 1 });
  const input = at('turned.mp4');
  const bytes = readFileSync(landscape);
  // The track header's matrix (a b u c d v x y w, 16.16 and 2.30) turned by 90 degrees clockwise.
  const matrix = Buffer.alloc(20);
  matrix.writeInt32BE(0x10000, 0);
  matrix.writeInt32BE(0x10000, 16);
  const place = bytes.indexOf(matrix, bytes.indexOf('tkhd'));
  expect(place).toBeGreaterThan(0);
  bytes.writeInt32BE(0, place);
  bytes.writeInt32BE(0x10000, place + 4);
  bytes.writeInt32BE(-0x10000, place + 12);
  bytes.writeInt32BE(0, place + 16);
  bytes.writeInt32BE(180 * 0x10000, place + 24);
  writeFileSync(input, bytes);
  const made = await transcode({ input, ladder: small, outFolder: at('turned') });
  expect(made.source).toMatchObject({ width: 180, height: 320 });
  expect([90, 270]).toContain(made.source.rotationDegrees);
  expect(made.levels[1]).toMatchObject({ width: 180, height: 320 });
});

test('HDR is cut as SDR of BT.709', async () => {
  const input = makeClip(at('hdr.mp4'), { seconds: 1, options: hdrOptions });
  const made = await transcode({ input, ladder: small, outFolder: at('hdr') });
  expect(made.source.hdr).toBe(true);
  const stream = `concat:${at('hdr', 'init-0.m4s')}|${at('hdr', 'chunk-0-00001.m4s')}`;
  expect(ask(stream, '-show_entries', 'stream=color_transfer,color_primaries')).toEqual(['bt709,bt709']);
});

test('progress only rises and ends at 1', async () => {
  const shares: number[] = [];
  const onProgress = ({ share }: { share: number }) => shares.push(share);
  await transcode({ input: at('plain.mp4'), ladder: small, outFolder: at('progress'), onProgress });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[shares.length - 1]).toBe(1);
});

test('an output folder that exists is left alone', async () => {
  const before = readdirSync(at('plain'));
  await expect(transcode({ input: at('plain.mp4'), outFolder: at('plain') })).rejects.toThrow(
    'exists already',
  );
  expect(readdirSync(at('plain'))).toEqual(before);
  expect(existsSync(at('plain', 'manifest.mpd'))).toBe(true);
});

test('HLS playlists name the same chunks, their durations and the bitrates of picture and sound together', () => {
  const read = (name: string): string[] => readFileSync(at('plain', name), 'utf8').trim().split('\n');
  const master = read('master.m3u8');
  expect(master.filter((line) => !line.startsWith('#'))).toEqual(['playlist-0.m3u8', 'playlist-1.m3u8']);
  expect(master.find((line) => line.includes('TYPE=AUDIO'))).toContain('URI="playlist-2.m3u8"');
  // 300 kbps of picture and 128 of sound; the peak is that of the largest chunk
  const variant = master.find((line) => line.includes('RESOLUTION=320x180')) ?? '';
  expect(variant).toContain('AVERAGE-BANDWIDTH=428000,');
  expect(variant).toMatch(/CODECS="avc1\.[0-9a-f]+,mp4a\.40\.2",AUDIO="sound"/i);
  const media = read('playlist-1.m3u8');
  expect(media.filter((line) => line.startsWith('#EXTINF'))).toEqual([
    '#EXTINF:2.000000,',
    '#EXTINF:2.000000,',
    '#EXTINF:1.000000,',
  ]);
  expect(media).toContain('#EXT-X-MAP:URI="init-1.m4s"');
  const chunks = media.filter((line) => line.endsWith('.m4s'));
  expect(chunks.map((name) => statSync(at('plain', name)).size)).toEqual(plain.levels[1].chunkBytes);
  expect(media.at(-1)).toBe('#EXT-X-ENDLIST');
});

test('FFmpeg reads the HLS playlists as it reads the manifest', () => {
  const of = (name: string) => new Set(ask(at('plain', name), '-show_entries', 'stream=codec_name,width'));
  expect(of('master.m3u8')).toEqual(of('manifest.mpd'));
});
