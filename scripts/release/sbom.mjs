import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { layers } from '../../tools/layers.js';
import { npmCommand } from '../setup/packages.mjs';

/** Of these the application holds a program, which is listed by itself, and nothing of the packages that fetch it. */
const fetchers = ['electron', 'ffmpeg-static', '@ffprobe-installer/ffprobe'];

/** Native parts as the set-up's table names them, and what they are called. */
const programs = { electron: 'electron', ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', tfjs: 'libtensorflow' };

/**
 * Writes the CycloneDX list of what is inside the application: npm's own of the lock file, less the packages that only
 * development needs, plus the native parts of the set-up. Returns its name.
 */
export function writeSbom(root, dist, parts) {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { command, args } = npmCommand(['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']);
  const whole = JSON.parse(
    execFileSync(command, [...args, '--sbom-type', 'application'], {
      ...{ cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 },
    }),
  );
  const bom = withPrograms(insideOnly(whole, shippedPackages()), parts);
  bom.metadata.component.name = name;
  const file = `${name}-${version}.cdx.json`;
  writeFileSync(path.join(dist, file), `${JSON.stringify(bom, null, 2)}\n`);
  return file;
}

/** The packages that the code of the application may import: tools/layers.js is the law. */
export function shippedPackages() {
  return [...new Set(Object.values(layers).flatMap(({ packages }) => packages))];
}

/** The list with nothing but these packages, and those that they need. */
export function insideOnly(bom, names) {
  const nameOf = (component) => (component.group ? `${component.group}/${component.name}` : component.name);
  const needs = new Map(bom.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const byRef = new Map(bom.components.map((component) => [component['bom-ref'], component]));
  const root = bom.metadata.component['bom-ref'];
  const reached = new Set();
  const reach = (ref) => {
    const component = byRef.get(ref);
    if (!component || reached.has(ref) || fetchers.includes(nameOf(component))) return;
    reached.add(ref);
    needs.get(ref)?.forEach(reach);
  };
  for (const ref of needs.get(root) ?? []) {
    const component = byRef.get(ref);
    if (component && names.includes(nameOf(component))) reach(ref);
  }
  const kept = (ref) => reached.has(ref) || ref === root;
  return {
    ...bom,
    components: bom.components.filter((component) => reached.has(component['bom-ref'])),
    dependencies: bom.dependencies
      .filter(({ ref }) => kept(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(kept) })),
  };
}

/** The list with the native programs and their versions, which npm does not know; those left out are not in it. */
export function withPrograms(bom, parts) {
  const present = Object.entries(programs).filter(([part]) => parts[part]?.ok && !parts[part].leftOut);
  const native = present.map(([part, name]) => ({
    ...{ 'bom-ref': `native:${name}`, type: name === 'electron' ? 'framework' : 'application', name },
    version: part === 'tfjs' ? parts[part].version.replace(/^.*TensorFlow /, '') : parts[part].version,
    description: `native part from ${parts[part].source}`,
  }));
  return { ...bom, components: [...bom.components, ...native] };
}
