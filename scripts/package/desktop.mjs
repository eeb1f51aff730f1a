/** The menu entry of Linux, for an application installed at `folder`. */
export function desktopEntry({ productName, linux, fileAssociations }, folder) {
  const types = fileAssociations.map(({ mimeType }) => mimeType);
  return `${[
    '[Desktop Entry]',
    'Type=Application',
    `Name=${productName}`,
    `Comment=${linux.synopsis}`,
    `Exec="${folder}/neuralstream" %f`,
    'Icon=neuralstream',
    'Terminal=false',
    `StartupWMClass=${productName}`,
    `Categories=${linux.category};`,
    `MimeType=${types.join(';')};`,
  ].join('\n')}\n`;
}

/** The kinds of files that are NeuralStream's own, for the system's MIME database. */
export function mimeTypes({ fileAssociations }) {
  const own = fileAssociations.filter(({ mimeType }) => mimeType.startsWith('application/x-neuralstream'));
  const types = own.map(({ mimeType, name, ext }) =>
    [
      `  <mime-type type="${mimeType}">`,
      `    <comment>${name}</comment>`,
      ...[ext].flat().map((each) => `    <glob pattern="*.${each}"/>`),
      '  </mime-type>',
    ].join('\n'),
  );
  const space = 'http://www.freedesktop.org/standards/shared-mime-info';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<mime-info xmlns="${space}">\n${types.join('\n')}\n</mime-info>\n`;
}
