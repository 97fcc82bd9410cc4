/** Names in records and purls that ask meet in one key. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildPurl, parsePurl, type Purl } from '../model/index.ts'
import { BUCKETS, placeOfPackage } from './bucket.ts'
import { isKnownFamily, osvEcosystemsOf, schemeOfEcosystem } from './ecosystems.ts'
import { isCovered, packageKeyOf, packageKeysOf } from './package-key.ts'
import { selectsRelease } from './releases.ts'

function purl(text: string): Purl {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
  return parsed.value
}

test.each([
  ['npm', '@Scope/Name', 'pkg:npm/%40Scope/Name@1', 'pkg:npm/%40Scope/Name'],
  ['npm', 'Haraka', 'pkg:npm/Haraka', 'pkg:npm/Haraka'],
  ['PyPI', 'Foo._-Bar', 'pkg:pypi/foo-bar', 'pkg:pypi/foo-bar'],
  ['NuGet', 'Newtonsoft.Json', 'pkg:nuget/newtonsoft.JSON@13', 'pkg:nuget/newtonsoft.json'],
  ['Go', 'github.com/Foo/Bar/v2', 'pkg:golang/github.com/Foo/Bar/v2', 'pkg:golang/github.com/Foo/Bar/v2'],
  ['Go', 'stdlib', 'pkg:golang/stdlib@1.22', 'pkg:golang/stdlib'],
  ['Packagist', 'Vendor/Name', 'pkg:composer/vendor/name', 'pkg:composer/vendor/name'],
  ['Maven', 'org.a:b', 'pkg:maven/org.a/b@1?type=jar', 'pkg:maven/org.a/b'],
  [
    'SwiftURL',
    'https://github.com/Apple/swift-nio.git',
    'pkg:swift/github.com/apple/swift-nio@1',
    'pkg:swift/github.com/apple/swift-nio',
  ],
  ['Debian:12', 'libc++', 'pkg:deb/debian/libc%2B%2B@1', 'pkg:deb/debian/libc%2B%2B'],
  ['Rocky Linux:9', 'ruby', 'pkg:rpm/rocky/ruby@1', 'pkg:rpm/rocky-linux/ruby'],
  ['Red Hat:enterprise_linux:7::client', 'x', 'pkg:rpm/rhel/x@1', 'pkg:rpm/redhat/x'],
  ['Arch Linux', 'copper-pot', 'pkg:alpm/arch/copper-pot@1.2-1?arch=x86_64', 'pkg:alpm/arch/copper-pot'],
  ['Arch Linux', 'copper-pot', 'pkg:alpm/archlinux/copper-pot?distro=arch', 'pkg:alpm/arch/copper-pot'],
  ['Fedora:40', 'expat', 'pkg:rpm/fedora/expat@2.6.0-1.fc40?distro=fedora-40', 'pkg:rpm/fedora/expat'],
  ['Amazon Linux:2', 'vim', 'pkg:rpm/amazon/vim@9.0?distro=amazon-2', 'pkg:rpm/amzn/vim'],
  ['Amazon Linux:2', 'vim', 'pkg:rpm/amzn/vim@9.0?distro=amzn-2', 'pkg:rpm/amzn/vim'],
  ['Oracle Linux:8', 'bind', 'pkg:rpm/ol/bind@9?distro=ol-8.9', 'pkg:rpm/oracle/bind'],
  ['Oracle Linux:8', 'bind', 'pkg:rpm/oraclelinux/bind@9', 'pkg:rpm/oracle/bind'],
  ['Azure Linux:2', 'ceph', 'pkg:rpm/cbl-mariner/ceph@18?distro=mariner-2.0', 'pkg:rpm/azure-linux/ceph'],
  ['EPEL:7', 'cross-gcc', 'pkg:rpm/epel/cross-gcc@4', 'pkg:rpm/epel/cross-gcc'],
  ['Ruby', 'ruby', 'pkg:generic/ruby@3.1.0', 'pkg:generic/osv-ruby/ruby'],
  ['Ruby', 'jruby', 'pkg:generic/jruby@9.4.0.0', 'pkg:generic/osv-ruby/jruby'],
  ['Node.js', 'node', 'pkg:generic/node@18.0.0', 'pkg:generic/osv-node.js/node'],
  ['Node.js', 'node', 'pkg:generic/nodejs@18.0.0', 'pkg:generic/osv-node.js/node'],
  ['Root:npm', '@rootio/x', 'pkg:npm/%40rootio/x', 'pkg:npm/%40rootio/x'],
  ['CPAN', 'CGI-Session', 'pkg:cpan/MARKSTOS/CGI-Session@4', 'pkg:cpan/CGI-Session'],
  [
    'GitHub Actions',
    'actions/Checkout',
    'pkg:github/actions/checkout@v4',
    'pkg:githubactions/actions/checkout',
  ],
])('%s %s is found by %s', (ecosystem, name, asked, key) => {
  expect(packageKeyOf(ecosystem, name)).toBe(key)
  expect(packageKeysOf(purl(asked)).keys).toEqual([key])
})

test('distributions beyond OSV have releases and the order of rpm', () => {
  const families = ['Amazon Linux', 'EPEL', 'Fedora', 'Oracle Linux']
  expect(families.map(schemeOfEcosystem)).toEqual(['rpm', 'rpm', 'rpm', 'rpm'])
  expect(families.filter(isKnownFamily)).toEqual([])
  const { selects } = packageKeysOf(purl('pkg:rpm/fedora/expat@2.6.0-1.fc40?distro=fedora-40'))
  expect([selects('Fedora:40'), selects('Fedora:41')]).toEqual([true, false])
})

test('families beyond OSV are found, ordered in their own scheme, and never fetched from it', () => {
  expect(['Arch Linux', 'Node.js', 'Ruby'].map(schemeOfEcosystem)).toEqual(['alpm', 'npm', 'gem'])
  expect(['Arch Linux', 'Node.js', 'Ruby', 'npm'].map(isKnownFamily)).toEqual([false, false, false, true])
  expect(['alpm', 'generic'].map(osvEcosystemsOf)).toEqual([[], []])
  expect(packageKeysOf(purl('pkg:alpm/arch/x@1?distro=arch-2026')).selects('Arch Linux')).toBe(true)
  expect(isCovered(purl('pkg:alpm/arch/x@1'), ['Debian', 'npm'])).toBe(false)
})

test('only a plain generic purl is an interpreter', () => {
  const others = [
    'pkg:generic/vendor/ruby@3',
    'pkg:generic/Ruby@3',
    'pkg:generic/ruby-build@3',
    'pkg:npm/node@18.0.0',
    'pkg:gem/ruby@3',
    'pkg:deb/debian/ruby@3',
    'pkg:generic/constructor',
    'pkg:generic/__proto__',
  ]
  const interpreters = ['ruby', 'jruby', 'mruby', 'rubinius'].map((name) => packageKeyOf('Ruby', name))
  const keys = new Set([...interpreters, packageKeyOf('Node.js', 'node')])
  expect(others.filter((text) => packageKeysOf(purl(text)).keys.some((key) => keys.has(key)))).toEqual([])
})

test('families that nobody knows keep a key of their own', () => {
  expect(packageKeyOf('New Thing:7', 'a b')).toBe('pkg:generic/osv-new-thing/a%20b')
  expect(schemeOfEcosystem('New Thing:7')).toBe('generic')
  expect(schemeOfEcosystem('Root:Alpine:3.18')).toBe('apk')
})

test.each([
  ['12', 'debian-12', true],
  ['12', 'bookworm', true],
  ['11', 'bookworm', false],
  ['22.04:LTS', 'ubuntu-jammy', true],
  ['Pro:14.04:LTS', 'ubuntu-14.04', true],
  ['v3.19', 'alpine-3.19.1', true],
  ['v3.1', 'alpine-3.19', false],
  ['8', 'el8', true],
  ['rhel_aus:8.6::appstream', 'rhel-8.4', false],
  ['', 'debian-12', true],
  ['12', 'unknown-name', true],
])('release %s with distro %s: %s', (suffix, distro, selected) => {
  expect(selectsRelease(suffix, distro)).toBe(selected)
})

test('a qualifier selects the repository, absent means the ecosystem itself', () => {
  const own = packageKeysOf(purl('pkg:composer/a/b?repository_url=https://r.example/8/'))
  expect(['Packagist', 'Packagist:https://r.example/8'].map(own.selects)).toEqual([false, true])
  const plain = packageKeysOf(purl('pkg:composer/a/b'))
  expect(['Packagist', 'Packagist:https://r.example/8'].map(plain.selects)).toEqual([true, false])
})

test('what is covered', () => {
  expect(isCovered(purl('pkg:deb/debian/x?distro=bookworm'), ['Debian:12'])).toBe(true)
  expect(isCovered(purl('pkg:deb/ubuntu/x'), ['Debian'])).toBe(false)
  expect(isCovered(purl('pkg:composer/a/b'), ['Packagist:https://r.example/8'])).toBe(false)
})

test('buckets are those of AboutCode, for the cases of its reference', () => {
  const rows = [
    ['pkg:pypi/django', 820],
    ['pkg:npm/%40angular/core', 899],
    ['pkg:composer/laravel/laravel', 1019],
    ['pkg:deb/debian/libcrypto%2B%2B', 965],
    ['pkg:golang/github.com/Foo/Bar/v2', 505],
    ['pkg:nuget/newtonsoft.json', 715],
    ['pkg:generic/a%20b/c:d', 178],
  ] as const
  expect(rows.map(([key]) => placeOfPackage(key).bucket)).toEqual(rows.map(([, bucket]) => bucket))
  expect(placeOfPackage('pkg:npm/Haraka').bucket).toBe(placeOfPackage('pkg:npm/haraka').bucket)
})

test('any name of any ecosystem gives one key of plain ASCII, and its purl finds it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (ecosystem, name) => {
      const key = packageKeyOf(ecosystem, name)
      expect(key).toMatch(/^pkg:[\x21-\x7e]*$/)
      expect(placeOfPackage(key).bucket).toBeLessThan(BUCKETS)
    }),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(['npm', 'npm'], ['PyPI', 'pypi'], ['RubyGems', 'gem']),
      fc.stringMatching(/^[\w.~!é-]{1,20}$/),
      ([ecosystem = '', type = ''], name) => {
        const built = buildPurl({ type, name })
        if (built.ok) expect(packageKeysOf(built.value).keys).toEqual([packageKeyOf(ecosystem, name)])
      },
    ),
  )
})
