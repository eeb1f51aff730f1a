import type { LibraryEntry } from '../../src/shared/presentation';

const level = (kbps: number, height: number) => ({
  kbps,
  width: (height * 16) / 9,
  height,
  codecs: 'avc1',
  chunkBytes: [1, 1, 1].map((part) => part * kbps * 500),
});

/** A prepared video of two levels and three chunks of 4 s. */
export const libraryEntry: LibraryEntry = {
  id: 'clip',
  folder: '/library/clip',
  lastUsedAt: '2026-11-22T20:00:00.000Z',
  presentation: {
    version: 1,
    name: 'Clip',
    createdAt: '2026-11-22T20:00:00.000Z',
    source: {
      path: '/videos/clip.mp4',
      container: 'mp4',
      durationSeconds: 12,
      width: 1280,
      height: 720,
      codec: 'h264',
      frameRate: 25,
      variableFrameRate: false,
      rotationDegrees: 0,
      sampleAspect: 1,
      hdr: false,
      audio: null,
      sizeBytes: 1_000_000,
    },
    chunkSeconds: 4,
    durationSeconds: 12,
    levels: [level(500, 360), level(1000, 720)],
    audio: null,
    manifest: 'manifest.mpd',
    poster: 'poster.jpg',
    bytes: 1_000_000,
  },
};
