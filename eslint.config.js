import js from '@eslint/js';
import { builtinModules } from 'node:module';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { coreFolders, impure, layers } from './tools/layers.js';

/** valibot's v.number() accepts Infinity; src/shared/numbers.ts has a finite range for each unit. */
const boundlessNumber = {
  object: 'v',
  property: 'number',
  message: 'Take a range of src/shared/numbers.ts.',
};

const allLayers = Object.keys(layers);

const noImports = '@typescript-eslint/no-restricted-imports';

/** What a layer may not import, by its row in tools/layers.js. */
function layerPatterns(layer) {
  const { imports, packages, types = [], builtins } = layers[layer];
  const forbidden = allLayers.filter((other) => other !== layer && !imports.includes(other));
  const escapedPackages = packages.map((name) => name.replace(/[/.]/g, '\\$&')).join('|');
  const escapedTypes = types.map((name) => name.replace(/[/.]/g, '\\$&')).join('|');
  const nodeBuiltins = builtins ? `|node:|(?:${builtinModules.join('|')})(?:$|/)` : '';
  return [
    {
      regex: `(^|/)(${forbidden.join('|')})/`,
      message: `src/${layer} may only import ${[layer, ...imports].join(', ')} (tools/layers.js)`,
    },
    {
      regex: `^(?!\\.|(?:${[escapedPackages, escapedTypes].filter(Boolean).join('|') || '(?!)'})(?:$|/)${nodeBuiltins})`,
      message: `src/${layer} may only use the packages of its row in tools/layers.js`,
    },
    {
      regex: `^(?:${escapedTypes || '(?!)'})(?:$|/)`,
      allowTypeImports: true,
      message: `src/${layer} may import this package's types only`,
    },
  ];
}

/** The ESLint block that holds one layer to its row. */
function layerRules(layer) {
  const files = [`src/${layer}/**/*.{ts,svelte}`];
  return { files, rules: { [noImports]: ['error', { patterns: layerPatterns(layer) }] } };
}

/** The ESLint block that holds one folder of core to its row, and to that of core. */
function coreFolderRules([folder, imports]) {
  const forbidden = Object.keys(coreFolders).filter((other) => other !== folder && !imports.includes(other));
  const pattern = {
    regex: `^(\\.\\./)+(${forbidden.join('|')})/`,
    message: `src/core/${folder} may only import ${[folder, ...imports].join(', ')} (tools/layers.js)`,
  };
  const patterns = [...layerPatterns('core'), pattern];
  return { files: [`src/core/${folder}/**/*.ts`], rules: { [noImports]: ['error', { patterns }] } };
}

export default ts.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'tests/fixtures/', 'resources/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'svelte/require-each-key': 'error',
    },
  },
  { files: ['**/*.{ts,svelte}'], rules: { 'no-undef': 'off' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  { files: ['scripts/**', 'bin/**', 'tools/**', '*.js'], languageOptions: { globals: globals.node } },
  ...allLayers.map(layerRules),
  ...Object.entries(coreFolders).map(coreFolderRules),
  {
    files: ['src/**/*.{ts,svelte}'],
    ignores: ['src/shared/numbers.ts'],
    rules: { 'no-restricted-properties': ['error', boundlessNumber] },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Take a seeded Random as an argument.' },
      ],
    },
  },
);
