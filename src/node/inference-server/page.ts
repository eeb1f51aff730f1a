import { quoteName } from '../../core/text/quote';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import * as v from 'valibot';
import {
  playerConfigSchema,
  presentationsSchema,
  servedPresentationSchema,
  type ServedPresentationBody,
} from '../../shared/service-player';
import { presentationVideo } from '../../shared/presentation';
import type { Presentations, ServedPresentation } from './presentations';
import { json, RequestFault, type Route, type RouteAnswer } from './route';

export interface PageOptions {
  /** The built page: index.html and assets/. */
  readonly folder: string;
  readonly presentations: Presentations;
  /** The service that the page asks, where that is not the one it comes from. */
  readonly decisionsAt: string | null;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Nothing from elsewhere but the decisions of the one service that this one was told. */
function contentSecurityPolicy(decisionsAt: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    ['connect-src', "'self'", decisionsAt].filter(Boolean).join(' '),
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The player's page and what it plays. The page's files are few and held in memory. */
export async function pageRoutes({ folder, presentations, decisionsAt }: PageOptions): Promise<Route[]> {
  const files = await pageFiles(folder);
  const headers = { 'Content-Security-Policy': contentSecurityPolicy(decisionsAt) };
  const html = types['.html'];
  const serve = (name: string): RouteAnswer => {
    const bytes = files.get(name);
    if (!bytes) throw new RequestFault(404, 'the page has no such file');
    return { type: 'bytes', contentType: types[extname(name)], bytes, headers };
  };
  return [
    {
      ...{ method: 'GET', path: '/', summary: "The player's page.", handle: () => serve('index.html') },
      answers: { 200: { says: 'The page.', text: html } },
    },
    {
      ...{
        method: 'GET',
        path: '/index.html',
        summary: "The player's page.",
        handle: () => serve('index.html'),
      },
      answers: { 200: { says: 'The page.', text: html } },
    },
    {
      ...{ method: 'GET', path: '/assets/{file}', summary: 'A file of the page.' },
      answers: { 200: { says: 'The file.', text: '*/*' } },
      handle: ({ params }) => serve(`assets/${params.file}`),
    },
    {
      ...{ method: 'GET', path: '/player.json', summary: 'What the page must know of its service.' },
      answers: { 200: { says: 'The settings.', schema: playerConfigSchema } },
      handle: () => json({ decisionsAt } satisfies v.InferOutput<typeof playerConfigSchema>),
    },
    ...presentationRoutes(presentations),
  ];
}

function presentationRoutes(presentations: Presentations): Route[] {
  return [
    {
      ...{ method: 'GET', path: '/v1/presentations', summary: 'The prepared videos that can be played.' },
      answers: { 200: { says: 'The last used first.', schema: presentationsSchema } },
      handle: async () => {
        const heads = (await presentations.list()).map(({ id, presentation: { name, durationSeconds } }) => {
          return { id, name, durationSeconds };
        });
        return json({ presentations: heads });
      },
    },
    {
      ...{
        method: 'GET',
        path: '/v1/presentations/{id}',
        summary: 'A prepared video with the sizes of its chunks.',
      },
      answers: { 200: { says: 'The video.', schema: servedPresentationSchema } },
      handle: async ({ params }) => json(presentationBody(await presentations.get(params.id))),
    },
    {
      ...{
        method: 'GET',
        path: '/media/{id}/{file}',
        summary: 'A manifest or chunk, whole or a Range of it.',
      },
      answers: {
        200: { says: 'The file.', text: '*/*' },
        206: { says: 'The Range.', text: '*/*' },
        416: { says: 'The Range lies outside the file.' },
      },
      handle: async ({ params }) => ({
        type: 'file',
        file: await presentations.file(params.id, params.file),
      }),
    },
  ];
}

/** Without the source, whose path is nobody's business. */
function presentationBody({ id, presentation }: ServedPresentation): ServedPresentationBody {
  const { ladderKbps, chunkKilobits } = presentationVideo(presentation);
  return {
    id,
    name: presentation.name,
    durationSeconds: presentation.durationSeconds,
    manifest: `/media/${id}/${presentation.manifest}`,
    chunkSeconds: presentation.chunkSeconds,
    ladderKbps: [...ladderKbps],
    pictures: presentation.levels.map(({ width, height }) => ({ width, height })),
    chunkKilobits: chunkKilobits.map((sizes) => [...sizes]),
  };
}

async function pageFiles(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new Error(`the player's page is not in ${quoteName(folder)}; build it with npm run build`);
  }
  const assets = await readdir(join(folder, 'assets'));
  const names = ['index.html', ...assets.map((name) => `assets/${name}`)];
  const served = names.filter((name) => extname(name) in types);
  return new Map(
    await Promise.all(served.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}
