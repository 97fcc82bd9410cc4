/** Packages of distributions, whose advisories speak of the source package. */
import { expect, test } from 'vitest'
import { parsePurl, type Purl } from '../model/index.ts'
import { assessPurl } from './assess.ts'
import { storeOf } from './testing/store.ts'

const store = storeOf('Debian', [
  {
    id: 'DSA-1-1',
    affected: [
      {
        package: { ecosystem: 'Debian:12', name: 'openssl' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '3.0.11-1~deb12u2' }] }],
      },
    ],
  },
])

function hitsOf(text: string): readonly string[] {
  const purl = parsePurl(text)
  if (!purl.ok) throw new Error(purl.error.message)
  return assessPurl(store, purl.value as Purl).hits.map(({ claim }) => claim.record)
}

test('a binary package is found by the source package that it names', () => {
  const libssl = 'pkg:deb/debian/libssl3@3.0.11-1~deb12u1?distro=debian-12'
  expect(hitsOf(`${libssl}&upstream=openssl`)).toEqual(['DSA-1-1'])
  expect(hitsOf('pkg:deb/debian/openssl@3.0.11-1~deb12u1?distro=debian-12')).toEqual(['DSA-1-1'])
  // Without the name of its source nothing connects the two.
  expect(hitsOf(libssl)).toEqual([])
})

test('the version of the source decides where it is another one', () => {
  const signed = 'pkg:deb/debian/openssl-signed@1%2B2?distro=debian-12&upstream=openssl%40'
  expect(hitsOf(`${signed}3.0.11-1~deb12u1`)).toEqual(['DSA-1-1'])
  expect(hitsOf(`${signed}3.0.11-1~deb12u2`)).toEqual([])
})

test('a fixed version and another release are not hit; other types know no source packages', () => {
  expect(hitsOf('pkg:deb/debian/libssl3@3.0.11-1~deb12u2?distro=debian-12&upstream=openssl')).toEqual([])
  expect(hitsOf('pkg:deb/debian/libssl3@3.0.11-1~deb12u1?distro=debian-11&upstream=openssl')).toEqual([])
  expect(hitsOf('pkg:npm/libssl3@3.0.11?upstream=openssl')).toEqual([])
})
