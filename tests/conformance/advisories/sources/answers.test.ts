/** From real files of distributions and publishers to answers: affected, clean where somebody covers it, and unknown. */
import { expect, test } from 'vitest'
import { createMemoryStore, findFormat } from '../../../../packages/toolkit/src/advisories/index.ts'
import { queryPurl } from '../../../../packages/toolkit/src/matching/index.ts'
import { describeShared } from '../../../shared.ts'
import { type ArchiveFile, readArchive } from './read-archive.ts'

const asOf = '2026-11-21T00:00:00Z'

function storeOf(format: string, files: readonly ArchiveFile[]): ReturnType<typeof createMemoryStore> {
  const reader = findFormat(format)
  const records = files
    .filter((file) => reader?.recognises(file))
    .flatMap((file) => [...(reader?.split?.(file) ?? [file])].map(({ text }) => text))
  const source = { name: format, format, records, covers: reader?.covers ?? [], asOf }
  return createMemoryStore([source], () => Date.UTC(2026, 10, 22), 30)
}

type Row = readonly [purl: string, answer: string]

function mismatches(store: ReturnType<typeof createMemoryStore>, rows: readonly Row[]): readonly unknown[] {
  return rows.flatMap(([purl, expected]) => {
    const { status, reason, advisories } = queryPurl(store, purl)
    const found = [status, reason, ...advisories.map(({ id }) => id)].filter((part) => part !== undefined)
    return found.join(' ') === expected ? [] : [[purl, expected, found.join(' ')]]
  })
}

describeShared('answers', () => {
  test('Debian tracker: per release; old releases and unclear states are unknown', async () => {
    const states = JSON.stringify({
      'copper-pot': {
        'CVE-2031-70001': {
          releases: {
            bookworm: { status: 'resolved', fixed_version: '1.2-3+deb12u1' },
            trixie: { status: 'resolved', fixed_version: '0' },
            sid: { status: 'resolved', fixed_version: '9.0-1' },
            bullseye: { status: 'undetermined' },
          },
        },
      },
    })
    const store = storeOf('debian-tracker', [
      ...(await readArchive('distro-feeds/debian.tar.gz')),
      { path: 'tracker.json', text: states },
    ])
    const affected = 'affected DEBIAN-CVE-2031-70001'
    expect(
      mismatches(store, [
        ['pkg:deb/debian/copper-pot@1.2-3?distro=debian-12', affected],
        ['pkg:deb/debian/copper-pot@1.2-3%2Bdeb12u1?distro=bookworm', 'no_known_vulnerability'],
        ['pkg:deb/debian/copper-pot@1.2-3?distro=trixie', 'no_known_vulnerability'],
        ['pkg:deb/debian/copper-pot@5.0-1?distro=sid', affected],
        ['pkg:deb/debian/copper-pot@5.0-1?distro=debian-13', 'no_known_vulnerability'],
        ['pkg:deb/debian/copper-pot@5.0-1?distro=debian-11', 'unknown VERSION_UNPARSABLE'],
        ['pkg:deb/debian/other@5.0-1?distro=debian-12', 'no_known_vulnerability'],
        ['pkg:deb/debian/other@5.0-1?distro=jessie', 'unknown NO_SOURCE_FOR_TYPE'],
        ['pkg:deb/ubuntu/copper-pot@1.0', 'unknown NO_SOURCE_FOR_TYPE'],
        ['pkg:deb/debian/txt2man@1.5.5-3?distro=stretch', 'affected DEBIAN-CVE-2013-1444'],
      ]),
    ).toEqual([])
  })

  test('secdb: hits in its release only, and silence never means clean', async () => {
    const store = storeOf('secdb', [
      ...(await readArchive('distro-feeds/alpine.tar.gz')),
      ...(await readArchive('distro-feeds/wolfi.tar.gz')),
    ])
    expect(
      mismatches(store, [
        ['pkg:apk/alpine/zlib@1.2.12-r1?distro=alpine-3.15.4', 'affected CVE-2022-37434'],
        ['pkg:apk/alpine/zlib@1.2.12-r1?distro=alpine-3.16.0', 'unknown NO_SOURCE_FOR_TYPE'],
        ['pkg:apk/alpine/zlib@1.2.12-r1?distro=edge', 'unknown NO_SOURCE_FOR_TYPE'],
        ['pkg:apk/alpine/zlib@1.2.12-r2?distro=alpine-3.15.4', 'unknown NO_SOURCE_FOR_TYPE'],
        ['pkg:apk/wolfi/coreutils@1.0-r0', 'unknown NO_SOURCE_FOR_TYPE'],
        ['pkg:apk/wolfi/brotli@1.0.8-r0', 'affected CVE-2020-8927'],
      ]),
    ).toEqual([])
  })

  test('CSAF: a bulletin about several CVEs is one answer and joins none of them', async () => {
    const store = storeOf('csaf', await readArchive('csaf/redhat-csaf-samples.tar.gz'))
    expect(
      mismatches(store, [
        ['pkg:rpm/redhat/sudo@1.8.0-1.el8?distro=rhel-8.6', 'affected RHSA-2024:0811'],
        ['pkg:rpm/redhat/sudo@1.8.0-1.el7?distro=rhel-7', 'unknown NO_SOURCE_FOR_TYPE'],
        ['pkg:rpm/redhat/ruby@2.5.0-1.el8?distro=rhel-8', 'unknown NO_SOURCE_FOR_TYPE'],
        ['pkg:rpm/redhat/python3.9@3.9.18-1.el9?distro=rhel-9.4', 'affected RHSA-2024:6163'],
      ]),
    ).toEqual([])
    expect(
      queryPurl(store, 'pkg:rpm/redhat/sudo@1.8.0-1.el8?distro=rhel-8.6').advisories[0]?.aliases,
    ).toEqual([])
  })

  test('interpreters and Arch packages are found; what nobody knows completely is never clean', async () => {
    const ruby = storeOf('rubysec', await readArchive('rubysec/ruby-advisory-db.tar.gz'))
    const node = storeOf('npm-security-wg', await readArchive('nodejs-security-wg/vuln.tar.gz'))
    const arch = storeOf('arch', await readArchive('distro-feeds/arch.tar.gz'))
    const affects = (store: typeof ruby, purl: string, id: string): readonly [string, string, boolean] => {
      const { status, advisories } = queryPurl(store, purl)
      return [purl, status, advisories.some((one) => one.id === id || one.aliases.includes(id))]
    }
    expect([
      affects(ruby, 'pkg:generic/ruby@3.1.0', 'CVE-2022-28738'),
      affects(ruby, 'pkg:generic/ruby@3.1.2', 'CVE-2022-28738'),
      affects(ruby, 'pkg:generic/jruby@1.4.0', 'CVE-2010-1330'),
      affects(ruby, 'pkg:generic/ruby@1.4.0', 'CVE-2010-1330'),
      affects(node, 'pkg:generic/node@18.9.0', 'CVE-2022-35256'),
      affects(node, 'pkg:generic/nodejs@18.9.0', 'CVE-2022-35256'),
      affects(node, 'pkg:generic/node@18.9.1', 'CVE-2022-35256'),
      affects(arch, 'pkg:alpm/arch/curl@8.4.0-1', 'AVG-1234'),
    ]).toEqual([
      ['pkg:generic/ruby@3.1.0', 'affected', true],
      ['pkg:generic/ruby@3.1.2', 'affected', false],
      ['pkg:generic/jruby@1.4.0', 'affected', true],
      ['pkg:generic/ruby@1.4.0', 'affected', false],
      ['pkg:generic/node@18.9.0', 'affected', true],
      ['pkg:generic/nodejs@18.9.0', 'affected', true],
      ['pkg:generic/node@18.9.1', 'affected', false],
      ['pkg:alpm/arch/curl@8.4.0-1', 'affected', true],
    ])
    const unknown = 'unknown NO_SOURCE_FOR_TYPE'
    expect([
      ...mismatches(arch, [
        ['pkg:alpm/arch/curl@8.5.0-1', unknown],
        ['pkg:alpm/arch/other@1-1', unknown],
      ]),
      ...mismatches(node, [
        ['pkg:generic/node@99.0.0', unknown],
        ['pkg:npm/node@18.9.0', unknown],
        ['pkg:generic/vendor/node@18.9.0', unknown],
      ]),
    ]).toEqual([])
  })

  test('bulletins hit in their release only, whatever the spelling of the namespace, and are never clean', async () => {
    const unknown = 'unknown NO_SOURCE_FOR_TYPE'
    const oval = storeOf('oval', [
      ...(await readArchive('distro-feeds/oracle.tar.gz')),
      ...(await readArchive('distro-feeds/mariner.tar.gz')),
      ...(await readArchive('distro-feeds/sles.tar.gz')),
    ])
    const golang = 'affected CVE-2023-29404'
    expect(
      mismatches(oval, [
        ['pkg:rpm/ol/bind@9.3.3-7.el5?distro=ol-5&epoch=30', 'affected ELSA-2007-0057'],
        ['pkg:rpm/oraclelinux/bind@9.3.3-7.el5?distro=ol-5&epoch=30', 'affected ELSA-2007-0057'],
        ['pkg:rpm/ol/bind@9.3.3-8.el5?distro=ol-5&epoch=30', unknown],
        ['pkg:rpm/ol/bind@9.3.3-7.el5?distro=ol-6&epoch=30', unknown],
        // Fixed on one architecture, not on the other.
        ['pkg:rpm/ol/rsyslog@8.24.0-57.0.2.el7_9.3?distro=ol-7', 'affected CVE-2022-24903'],
        ['pkg:rpm/ol/rsyslog@8.24.0-57.0.4.el7_9.3?distro=ol-7', unknown],
        // Only the build of Ksplice has that version.
        ['pkg:rpm/ol/openssl@1.1.1g-15.el8_3?distro=ol-8&epoch=1', unknown],
        ['pkg:rpm/mariner/golang@1.19.5-1.cm2?distro=mariner-2.0', golang],
        ['pkg:rpm/cbl-mariner/golang@1.19.5-1.cm2', golang],
        ['pkg:rpm/mariner/golang@1.18.9-1.cm2?distro=mariner-2.0', unknown],
        ['pkg:rpm/mariner/golang@1.20.7-1.cm2?distro=mariner-2.0', unknown],
        ['pkg:rpm/azurelinux/golang@1.19.5-1.azl3?distro=azurelinux-3.0', unknown],
        ['pkg:rpm/suse/kernel-default@4.12.14-150.70.1?distro=sles-15', 'affected CVE-2021-29154'],
        ['pkg:rpm/suse/kernel-source@4.12.14-150.70.1?distro=sles-15', unknown],
      ]),
    ).toEqual([])
    const fedora = storeOf('fedora', await readArchive('distro-feeds/fedora.tar.gz'))
    expect(
      mismatches(fedora, [
        ['pkg:rpm/fedora/expat@2.6.4-1.fc40?distro=fedora-40', 'affected CVE-2024-8176'],
        ['pkg:rpm/fedora/expat@2.7.0-1.fc40?distro=fedora-40', unknown],
        ['pkg:rpm/fedora/expat@2.6.4-1.fc39?distro=fedora-39', unknown],
        ['pkg:rpm/fedora/cross-gcc@4.0-1.el7?distro=fedora-7', unknown],
      ]),
    ).toEqual([])
    const redhat = storeOf('redhat-data', await readArchive('csaf/redhat-csaf-samples.tar.gz'))
    expect(
      mismatches(redhat, [
        ['pkg:rpm/redhat/bind@9.16.23-4.el9_0?distro=rhel-9.1&epoch=32', 'affected CVE-2021-25220'],
        ['pkg:rpm/redhat/bind@9.16.23-6.el9_1?distro=rhel-9.1&epoch=32', unknown],
      ]),
    ).toEqual([])
  })
})
