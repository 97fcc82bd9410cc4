import { expect, test } from 'vitest'
import { withTrivySource } from './trivy-source.ts'

const deb = 'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64'
const source = { SrcName: 'openssl', SrcVersion: '3.0.11', SrcRelease: '1~deb12u2' }

test.each<[why: string, purl: string, stated: Record<string, string>, expected: string]>([
  [
    'name, version and release',
    deb,
    source,
    'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&upstream=openssl%403.0.11-1~deb12u2',
  ],
  [
    'an epoch',
    deb,
    { ...source, SrcEpoch: '1' },
    'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&upstream=openssl%401:3.0.11-1~deb12u2',
  ],
  [
    'epoch 0 is none',
    deb,
    { SrcName: 'openssl', SrcVersion: '3', SrcEpoch: '0' },
    'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&upstream=openssl%403',
  ],
  [
    'a name alone',
    deb,
    { SrcName: 'openssl' },
    'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&upstream=openssl',
  ],
  ['no name', deb, { SrcVersion: '3' }, deb],
  ['the purl says it already', `${deb}&upstream=other`, source, `${deb}&upstream=other`],
  ['no distribution', 'pkg:npm/a@1', source, 'pkg:npm/a@1'],
  ['no purl', 'libssl3', source, 'libssl3'],
  [
    'apk',
    'pkg:apk/alpine/libssl3@3.1.4-r5',
    { SrcName: 'openssl', SrcVersion: '3.1.4-r5' },
    'pkg:apk/alpine/libssl3@3.1.4-r5?upstream=openssl%403.1.4-r5',
  ],
])('%s', (_, purl, stated, expected) => {
  const properties = Object.entries(stated).map(([name, value]) => ({
    name: `aquasecurity:trivy:${name}`,
    value,
  }))
  expect(withTrivySource(purl, properties)).toBe(expected)
})
