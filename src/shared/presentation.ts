import * as v from 'valibot';
import { fileNameSchema } from './id';
import { makeVideo, type Video } from '../core/model/video';
import {
  above,
  atLeastOne,
  between,
  bytes,
  notNegative,
  pixels,
  positiveKbps,
  positiveSeconds,
  seconds,
  share,
} from './numbers';

/** The first sound track of a source. */
export const AudioInfoSchema = v.object({ codec: v.string(), channels: atLeastOne, sampleRate: atLeastOne });

/** What ffprobe found in a source; width and height are as shown: rotated, with square pixels. */
export const VideoInfoSchema = v.object({
  path: v.string(),
  container: v.string(),
  durationSeconds: positiveSeconds,
  width: pixels,
  height: pixels,
  codec: v.string(),
  /** Frames a second, the mean one where it varies. */
  frameRate: above(0, 1e9),
  variableFrameRate: v.boolean(),
  /** Clockwise turn that the player applies: 0, 90, 180 or 270. */
  rotationDegrees: between(0, 360),
  /** Width of a stored pixel over its height; 1 is square. */
  sampleAspect: above(0, 1e9),
  hdr: v.boolean(),
  audio: v.nullable(AudioInfoSchema),
  sizeBytes: bytes,
});
export type VideoInfo = v.InferOutput<typeof VideoInfoSchema>;

/** A source as the prepare dialog asks about it. */
export interface OpenedVideo extends VideoInfo {
  /** HDR that the FFmpeg at hand cannot map to SDR: it is cut as it stands, and looks pale. */
  readonly palePicture: boolean;
}

const chunkBytes = v.pipe(v.array(bytes), v.minLength(1));

/** One prepared level: nominal bitrate, real picture size, RFC 6381 codecs and the bytes of each chunk. */
export const PresentationLevelSchema = v.object({
  kbps: positiveKbps,
  width: pixels,
  height: pixels,
  codecs: v.string(),
  chunkBytes,
});

/** The sidecar `presentation.json`: what a prepared video is and the size of every chunk. */
export const PresentationSchema = v.object({
  version: v.literal(1),
  /** The source's file name without its extension. */
  name: v.string(),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  source: VideoInfoSchema,
  /** Real duration of a chunk: a whole number of frames, so 2.002 s for 2 s at 29.97 frames a second. */
  chunkSeconds: positiveSeconds,
  durationSeconds: positiveSeconds,
  levels: v.pipe(v.array(PresentationLevelSchema), v.minLength(1)),
  audio: v.nullable(v.object({ kbps: positiveKbps, codecs: v.string(), chunkBytes })),
  manifest: fileNameSchema,
  poster: fileNameSchema,
  /** All files together. */
  bytes,
});
export type Presentation = v.InferOutput<typeof PresentationSchema>;

/** A prepared video in the library. */
export const LibraryEntrySchema = v.object({
  id: v.string(),
  /** Absolute path of the folder that holds manifest, chunks, poster and sidecar. */
  folder: v.string(),
  presentation: PresentationSchema,
  /** ISO time of the last use. */
  lastUsedAt: v.string(),
});
export type LibraryEntry = v.InferOutput<typeof LibraryEntrySchema>;

/** How far a job of FFmpeg is; null where FFmpeg does not say yet. */
export const TranscodeProgressSchema = v.object({
  stage: v.picklist(['waiting', 'reading', 'encoding', 'finishing']),
  /** 0 to 1. */
  share,
  fps: v.nullable(notNegative),
  /** Seconds of video made in a second. */
  speed: v.nullable(notNegative),
  secondsLeft: v.nullable(seconds),
});
export type TranscodeProgress = v.InferOutput<typeof TranscodeProgressSchema>;

/** The presentation as algorithms see it: video levels in kilobits; sound is not part of it. */
export function presentationVideo({ name, chunkSeconds, levels }: Presentation): Video {
  return makeVideo({
    name,
    chunkSeconds,
    ladderKbps: levels.map(({ kbps }) => kbps),
    chunkKilobits: levels.map((level) => level.chunkBytes.map((bytes) => (bytes * 8) / 1000)),
  });
}
