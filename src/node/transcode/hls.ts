import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chunkName, manifestName } from './args';
import { readManifest } from './manifest';
import type { Measured } from './measure';

/** The playlist that an HLS player is given. */
export const masterPlaylistName = 'master.m3u8';

/** Writes HLS playlists (RFC 8216, version 7) beside a DASH manifest: both players get the same chunks. */
export async function writeHlsPlaylists(folder: string, measured: Measured): Promise<void> {
  const manifest = readManifest(await readFile(join(folder, manifestName), 'utf8'));
  await writeFile(join(folder, masterPlaylistName), masterPlaylist(measured));
  for (const [index, { chunkSeconds }] of manifest.entries()) {
    await writeFile(join(folder, playlistName(index)), mediaPlaylist(index, chunkSeconds));
  }
}

/** One variant a level; sound is a rendition of its own. Bitrates are those of picture and sound together. */
export function masterPlaylist({ levels, audio, durationSeconds }: Measured): string {
  const sound = audio
    ? [
        `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="sound",DEFAULT=YES,AUTOSELECT=YES,URI="${playlistName(levels.length)}"`,
      ]
    : [];
  const variants = levels.flatMap(({ kbps, width, height, codecs, chunkBytes }, level) => {
    const chunkSeconds = durationSeconds / chunkBytes.length;
    const peakKbps = Math.max(kbps, (Math.max(...chunkBytes) * 8) / 1000 / chunkSeconds);
    const attributes = [
      `BANDWIDTH=${bits(peakKbps + (audio?.kbps ?? 0))}`,
      `AVERAGE-BANDWIDTH=${bits(kbps + (audio?.kbps ?? 0))}`,
      `RESOLUTION=${width}x${height}`,
      `CODECS="${[codecs, ...(audio ? [audio.codecs] : [])].join(',')}"`,
      ...(audio ? ['AUDIO="sound"'] : []),
    ];
    return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, playlistName(level)];
  });
  return lines(['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...sound, ...variants]);
}

function mediaPlaylist(representation: number, chunkSeconds: readonly number[]): string {
  return lines([
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(Math.max(...chunkSeconds))}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXT-X-MAP:URI="init-${representation}.m4s"`,
    ...chunkSeconds.flatMap((seconds, index) => [
      `#EXTINF:${seconds.toFixed(6)},`,
      chunkName(representation, index + 1),
    ]),
    '#EXT-X-ENDLIST',
  ]);
}

function playlistName(representation: number): string {
  return `playlist-${representation}.m3u8`;
}

function bits(kbps: number): number {
  return Math.round(kbps * 1000);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
