/** Composer's normal form, as the tests of composer/semver state it. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { normalizeComposerVersion } from '../../../packages/toolkit/src/versions/schemes/composer.ts'
import { describeShared } from '../../shared.ts'
import { readVectors } from './read-vectors.ts'

const normalizeFile = z.object({
  normalize: z.array(z.tuple([z.string(), z.string()])).min(1),
  reject: z.array(z.string()).min(1),
})

describeShared('composer-normalize.json', () => {
  test('normal forms and refusals', () => {
    const { normalize, reject } = readVectors('compare/composer-normalize.json', normalizeFile)
    expect(normalize.map(([text]) => [text, normalizeComposerVersion(text)])).toEqual(normalize)
    expect(reject.filter((text) => normalizeComposerVersion(text) !== undefined)).toEqual([])
  })
})
