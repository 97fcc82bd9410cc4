import { expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { gradleVerification } from './gradle-verification.ts'

test('verification-metadata.xml: components with the digest of their jar', () => {
  const text = `<?xml version="1.0"?>
<verification-metadata xmlns="urn:gradle">
<components>
<component group="g" name="a" version="1.0"><artifact name="a-1.0.pom"><sha256 value="${'00'.repeat(32)}"/></artifact><artifact name="a-1.0.jar"><sha256 value="${'ab'.repeat(32)}"/></artifact></component>
<component name="a" version="1.0"/>
<component group="g" name="b"/>
</components>
</verification-metadata>`
  const read = readRows(gradleVerification, text)
  expect(read.rows).toEqual([
    '4 pkg:maven/g/a@1.0 unknown unknown SHA-256 abab',
    '6 pkg:maven/g/b unknown unknown',
  ])
  expect(read.issues).toEqual(['ENTRY_UNREADABLE:5', 'ENTRY_UNREADABLE:6'])
})

test.each(['', '<project/>', '<verification-metadata>'])(
  'verification-metadata.xml: %s is unreadable',
  (text) => {
    expect(readRows(gradleVerification, text).status).toBe('unreadable')
  },
)
