/** What a path stands for that was dropped, named at the start or opened from the file manager. */
export type OpenedPath =
  | { readonly type: 'video'; readonly path: string }
  | { readonly type: 'session'; readonly path: string; readonly name: string }
  /** `folder` holds the model. */
  | { readonly type: 'model'; readonly folder: string; readonly name: string };
