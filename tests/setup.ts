import fc from 'fast-check';

/** Property tests ask the same questions in every run; a seed of a test's own goes before this one. */
fc.configureGlobal({ seed: 20261122 });
