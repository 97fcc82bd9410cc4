/** Rows for each kind: one fact changed, and what becomes of the proposal. */
import { describe, expect, it } from 'vitest'
import type { Finding, Reachability } from '../../model/index.ts'
import { memorySources } from '../../reachability/index.ts'
import { findingOf, purlOf, reachabilityOf } from '../decisions/testing/sample.ts'
import type { DistributionFacts, ProposalFacts, ProposalKind } from './model.ts'
import { draftOf } from './propose.ts'
import { proposers } from './registry.ts'
import { polarity } from './testing/polarity.ts'

function confidence(kind: ProposalKind, finding: Finding, facts: ProposalFacts): string {
  const proposer = proposers.find((one) => one.kind === kind)
  if (proposer === undefined) throw new Error(kind)
  return draftOf(proposer, finding, facts)?.confidence ?? 'none'
}

describe('dev-only', () => {
  const [under, facts] = polarity['dev-only'].good
  const plain = { devDependencies: { eslint: '1' } }
  const ask = (
    manifest: object,
    files: Readonly<Record<string, string>> = {},
    reachability: Reachability = reachabilityOf('development-only'),
  ): string =>
    confidence('dev-only', under, {
      ...facts,
      reachability,
      tree: memorySources({ 'package.json': JSON.stringify(manifest), ...files }),
    })

  it.each([
    ['nothing speaks against it', plain, {}, 'high'],
    ['a peer', { ...plain, peerDependencies: { eslint: '>=7' } }, {}, 'none'],
    ['optional too', { ...plain, optionalDependencies: { lodash: '4' } }, {}, 'none'],
    ['everything bundled', { ...plain, bundleDependencies: true }, {}, 'none'],
    ['run at installation', { ...plain, scripts: { postinstall: 'eslint --init' } }, {}, 'none'],
    ['run at start', { ...plain, scripts: { start: 'eslint && node .' } }, {}, 'none'],
    ['run while testing', { ...plain, scripts: { test: 'eslint .' } }, {}, 'high'],
    ['of another workspace', plain, { 'packages/a/package.json': '{"dependencies":{"lodash":"4"}}' }, 'none'],
    ['of a fixture', plain, { 'test/fixtures/package.json': '{"dependencies":{"lodash":"4"}}' }, 'high'],
    ['a manifest that is no JSON', plain, { 'a/package.json': '{' }, 'none'],
    ['a copy in the tree', plain, { 'web/vendor/lodash/lodash.js': '' }, 'none'],
    ['installed in the container', plain, { Dockerfile: 'FROM node\nRUN npm ci' }, 'none'],
    ['left out of the container', plain, { Dockerfile: 'FROM node\nRUN npm ci --omit=dev' }, 'high'],
    ['in a stage aside', plain, { Dockerfile: 'FROM node AS test\nRUN npm ci\nFROM nginx' }, 'medium'],
  ])('%s', (_, manifest, files, expected) => {
    expect(ask(manifest, files as Record<string, string>)).toBe(expected)
  })

  it.each([
    ['imported', 'none'],
    ['unknown', 'none'],
    ['not-seen', 'high'],
  ] as const)('with the answer %s: %s', (state, expected) => {
    expect(ask(plain, {}, reachabilityOf(state))).toBe(expected)
  })

  it.each([
    ['pkg:npm/vite@4.0.0', undefined, 'none'],
    ['pkg:npm/vite@4.0.0', 'the development server serves files outside its folder', 'medium'],
    ['pkg:npm/some-tool@1.0.0', undefined, 'medium'],
    ['pkg:npm/%40types/node@20.0.0', undefined, 'high'],
    ['pkg:npm/electron@20.0.0', undefined, 'none'],
  ])('through %s, with the text %j: %s', (root, text, expected) => {
    const finding = { ...under, paths: [[purlOf(root), under.purl]] }
    const advisory = text === undefined ? {} : { advisory: { text } }
    expect(confidence('dev-only', finding, { ...facts, ...advisory })).toBe(expected)
  })

  it.each([
    ['pkg:composer/phpunit/phpunit@9.5.10', { 'src/a.php': '<?php class A {}' }, 'high'],
    ['pkg:composer/phpunit/phpunit@9.5.10', { 'src/a.php': '<?php use PHPUnit\\Framework\\Assert;' }, 'none'],
    ['pkg:composer/phpunit/phpunit@9.5.10', { 'vendor/phpunit/phpunit/src/a.php': '' }, 'none'],
    ['pkg:composer/acme/tool@1.0.0', { 'src/a.php': '<?php' }, 'medium'],
    ['pkg:gem/rspec@3.0.0', { 'config/application.rb': 'Bundler.require(*Rails.groups)' }, 'medium'],
    ['pkg:gem/rspec@3.0.0', { 'config.ru': 'Bundler.require(:default, :test)' }, 'none'],
    ['pkg:cargo/proptest@1.0.0', { 'Cargo.toml': '[dev-dependencies]\nproptest = "1"' }, 'high'],
    ['pkg:cargo/proptest@1.0.0', { 'a/Cargo.toml': '[dependencies]\nproptest = "1"' }, 'none'],
    [
      'pkg:cargo/proptest@1.0.0',
      { 'a/Cargo.toml': '[target.x.build-dependencies.proptest]\nversion = "1"' },
      'none',
    ],
    [
      'pkg:maven/g/a@1',
      { 'pom.xml': '<dependency><artifactId>a</artifactId><scope>test</scope></dependency>' },
      'medium',
    ],
    ['pkg:maven/g/a@1', { 'm/pom.xml': '<dependency><artifactId>a</artifactId></dependency>' }, 'none'],
    ['pkg:swift/github.com/a/b@1.0.0', {}, 'none'],
  ])('%s with %j: %s', (purl, files, expected) => {
    const finding = findingOf({ purl: purlOf(purl), scope: 'development' })
    const component = { scope: 'development', relation: 'direct', groups: [], evidence: [] } as const
    const given = {
      component: { component },
      reachability: reachabilityOf('unknown'),
      tree: memorySources(files as Record<string, string>),
    }
    expect(confidence('dev-only', finding, given)).toBe(expected)
  })

  it('needs both scopes: that of the finding and that of the component', () => {
    expect(confidence('dev-only', { ...under, scope: 'runtime' }, facts)).toBe('none')
    const { component } = facts
    if (component === undefined) throw new Error('the good case has a component')
    const runtime = { component: { ...component.component, scope: 'runtime' as const } }
    expect(confidence('dev-only', under, { ...facts, component: runtime })).toBe('none')
  })
})

describe('not-imported', () => {
  const answer = (more: Partial<Reachability>, manifest = 'go.mod'): ProposalFacts => ({
    component: {
      component: {
        scope: 'runtime',
        relation: 'direct',
        groups: [],
        evidence: [{ path: manifest, line: 1 }],
      },
    },
    reachability: { ...reachabilityOf('not-seen'), ...more },
  })
  const reason = (code: Reachability['reason']['code']): Partial<Reachability> => ({
    reason: { code, message: 'm' },
  })
  const place = { path: 'a_test.go', line: 3, specifier: 'x' }

  it.each([
    ['no import', {}, 'medium'],
    ['no import of what brings it in', reason('PARENT_NOT_IMPORTED'), 'low'],
    ['an unread file', { looked: { files: 3, unread: 1 } }, 'none'],
    ['no file', { looked: { files: 0, unread: 0 } }, 'none'],
    ['imported', { state: 'imported', ...reason('IMPORTED_BY_PRODUCT') }, 'none'],
    ['types only', { state: 'development-only', ...reason('TYPES_ONLY') }, 'medium'],
    [
      'tests only, other parents unknown',
      { state: 'unknown', ...reason('PARENT_UNKNOWN'), places: [place] },
      'low',
    ],
    ['nothing seen, other parents unknown', { state: 'unknown', ...reason('PARENT_UNKNOWN') }, 'none'],
    ['a computed name', { state: 'unknown', ...reason('COMPUTED_IMPORT') }, 'none'],
  ] as readonly (readonly [string, Partial<Reachability>, string])[])('%s', (_, more, expected) => {
    expect(confidence('not-imported', findingOf(), answer(more))).toBe(expected)
  })

  it.each([
    ['go.mod', 'examples/hub/main.go', 'medium'],
    ['examples/hub/go.mod', 'examples/hub/main.go', 'none'],
    ['examples/hub/go.mod', 'scripts/run.go', 'medium'],
    ['src/go.mod', 'src/examples/main.go', 'medium'],
  ])('stated in %s, imported by %s: %s', (manifest, path, expected) => {
    const used = { ...reason('IMPORTED_BY_DEVELOPMENT'), places: [{ ...place, path }] }
    const facts = answer({ state: 'development-only', ...used }, manifest)
    expect(confidence('not-imported', findingOf(), facts)).toBe(expected)
  })

  it('takes only tests for tests where other parents are unknown', () => {
    const places = [place, { ...place, path: 'tools/a.go' }]
    const facts = answer({ state: 'unknown', ...reason('PARENT_UNKNOWN'), places })
    expect(confidence('not-imported', findingOf(), facts)).toBe('none')
  })

  it('leaves packages of development to dev-only', () => {
    expect(confidence('not-imported', findingOf({ scope: 'development' }), answer({}))).toBe('none')
  })
})

describe('file-absent', () => {
  const [go, facts] = polarity['file-absent'].good
  const component = facts.component?.component
  if (component === undefined) throw new Error('the good case has a component')

  it.each([
    [['golang.org/x/net/html'], ['golang.org/x/net/http2'], 'high'],
    [['golang.org/x/net/html', 'golang.org/x/net/http2'], ['golang.org/x/net/http2'], 'none'],
    [['golang.org/x/net/html'], [], 'none'],
    [['golang.org/x/net/html'], ['example.com/other'], 'none'],
    [['example.com/other'], ['golang.org/x/net/http2'], 'none'],
    [[], ['golang.org/x/net/http2'], 'none'],
  ])('Go: %j named, %j compiled: %s', (packagePaths, items, expected) => {
    const given = {
      advisory: { packagePaths },
      component: { component, packages: { items, isComplete: true } },
    }
    expect(confidence('file-absent', go, given)).toBe(expected)
  })

  it.each([
    [['archive/tar'], 'high'],
    [['internal/zstd'], 'none'],
    [['crypto/internal/nistec'], 'none'],
    [['net/http'], 'none'],
  ])('the standard library: %j named: %s', (packagePaths, expected) => {
    const finding = findingOf({ purl: purlOf('pkg:golang/stdlib@1.25.0') })
    const packages = { items: ['net/http', 'os'], isComplete: true }
    const given = { advisory: { packagePaths }, component: { component, packages } }
    expect(confidence('file-absent', finding, given)).toBe(expected)
  })

  it.each([
    [['ui/dialog.js'], ['ui/core.js'], 'high'],
    [['ui/dialog.js'], ['ui/core.js', 'other/Dialog.js'], 'none'],
    [['ui/dialog.js'], ['ui/core.js', 'ui/dialog.ts'], 'none'],
    [['ui/dialog.js'], ['ui/core.js', 'jquery-ui.min.js'], 'none'],
    [['a/B.class'], ['a/C.class'], 'high'],
    [['a/B.class'], ['a/C.class', 'a/B$1.class'], 'none'],
    [['a/B.class'], ['a/C.class', 'lib/plugin.jar'], 'none'],
    [['time::at'], ['src/lib.rs'], 'none'],
    [['Parser'], ['src/lib.py'], 'none'],
  ])('files: %j named, %j shipped: %s', (packagePaths, items, expected) => {
    const given = { advisory: { packagePaths }, component: { component, files: { items, isComplete: true } } }
    expect(confidence('file-absent', findingOf(), given)).toBe(expected)
  })
})

describe('platform-mismatch', () => {
  const ask = (platforms: readonly string[], more: ProposalFacts): string =>
    confidence('platform-mismatch', findingOf(), { product: { platforms }, ...more })

  it.each([
    [['linux/amd64'], { os: ['windows'] }, 'high'],
    [['linux'], { arch: ['arm64'] }, 'none'],
    [['linux/amd64'], { arch: ['aarch64'] }, 'high'],
    [['linux/amd64'], { os: ['linux'], arch: ['arm64'] }, 'high'],
    [['android'], { os: ['linux'] }, 'none'],
    [['linux'], { os: ['unix'] }, 'none'],
    [['linux'], { text: 'works on Windows only' }, 'medium'],
    [['linux'], { text: 'works on Windows only, and on Linux' }, 'none'],
    [['linux'], { text: 'on Windows only, for clients that unpack it' }, 'none'],
    [['linux/amd64'], { text: 'on 32-bit platforms only' }, 'medium'],
    [['linux'], { text: 'on 32-bit platforms only' }, 'none'],
    [['linux/arm/v7'], { text: 'on 32-bit platforms only' }, 'none'],
  ])('%j, records %j: %s', (platforms, advisory, expected) => {
    expect(ask(platforms, { advisory })).toBe(expected)
  })

  it.each([
    [{ os: ['darwin'] }, 'high'],
    [{ os: ['!linux'] }, 'high'],
    [{ os: ['!win32'] }, 'none'],
    [{ os: ['linux', 'darwin'] }, 'none'],
    [{ cpu: ['arm64'] }, 'high'],
    [{ cpu: ['x64'] }, 'none'],
    [{ os: ['beos'] }, 'none'],
    [{ marker: "sys_platform == 'win32'" }, 'high'],
    [{ marker: "sys_platform == 'linux'" }, 'none'],
  ])('limits of the package %j on Linux: %s', (limits, expected) => {
    const component = { scope: 'runtime', relation: 'direct', groups: [], evidence: [] } as const
    expect(ask(['linux/amd64'], { component: { component, ...limits } })).toBe(expected)
  })
})

describe('distribution-backport', () => {
  const [curl, facts] = polarity['distribution-backport'].good
  const { distribution } = facts
  const claim = distribution?.claims[0]
  if (distribution === undefined || claim === undefined) throw new Error('the good case has a claim')
  const ask = (more: Partial<DistributionFacts>, finding = curl): string =>
    confidence('distribution-backport', finding, { distribution: { ...distribution, ...more } })

  it.each([
    ['a newer revision', { version: '7.88.1-10+deb12u10' }, 'high'],
    ['an older one', { version: '7.88.1-10+deb12u5~1' }, 'none'],
    ['another builder', { version: '7.88.1-10+deb12u6+rpt1' }, 'medium'],
    ['an epoch that the feed lacks', { version: '1:7.88.1-10+deb12u5' }, 'none'],
    ['a fix of 0', { claims: [{ ...claim, fixed: '0' }] }, 'none'],
    ['another release', { claims: [{ ...claim, release: 'trixie' }] }, 'none'],
    ['another package', { claims: [{ ...claim, package: 'wget' }] }, 'none'],
    ['another flaw', { claims: [{ ...claim, names: ['CVE-2023-1'] }] }, 'none'],
    ['another distribution', { claims: [{ ...claim, distribution: 'ubuntu' }] }, 'none'],
    ['a second feed that has it open', { claims: [claim, { ...claim, status: 'open' }] }, 'none'],
    ['a second feed with a later fix', { claims: [claim, { ...claim, fixed: '7.88.1-11' }] }, 'none'],
    ['no claim', { claims: [] }, 'none'],
  ])('%s', (_, more, expected) => {
    expect(ask(more)).toBe(expected)
  })

  it.each([
    ['3.0.4-160.el9', '3.0.4-160.el9', 'high'],
    ['3.0.4-160.el9', '3.0.4-100.el8', 'none'],
    ['3.1.2-1.module+el8.1.0+1+a', '3.0.7-1.module+el8.1.0+1+a', 'none'],
    ['3.0.9-1.module+el8.1.0+1+a', '3.0.7-1.module+el8.1.0+1+a', 'high'],
    ['3.1.2-1.el8', '3.0.7-1.module+el8.1.0+1+a', 'none'],
  ])('RPM %s installed, %s fixed: %s', (version, fixed, expected) => {
    const finding = findingOf({ ...curl, purl: purlOf('pkg:rpm/almalinux/ruby@3?distro=almalinux-8') })
    const own = { distribution: 'almalinux', release: '8', package: 'ruby', fixed }
    const more = { name: 'almalinux', release: '8', package: 'ruby', version, claims: [{ ...claim, ...own }] }
    expect(ask(more, finding)).toBe(expected)
  })

  it('is about packages of the distribution only', () => {
    expect(ask({}, { ...curl, purl: purlOf('pkg:generic/curl@7.88.1') })).toBe('none')
    expect(ask({}, { ...curl, purl: purlOf('pkg:deb/ubuntu/curl@7.88.1') })).toBe('none')
  })
})

describe('upstream-vex', () => {
  const [finding, facts] = polarity['upstream-vex'].good
  const { vex } = facts
  const position = vex?.positions[0]
  const match = position?.statements[0]
  if (vex === undefined || position === undefined || match === undefined) throw new Error('no position')
  const { justification: _, ...withoutWhy } = match.statement
  const { at: __, ...undated } = match.statement

  it.each([
    ['a supplier', {}, {}, 'high'],
    ['somebody whom nobody vouches for', { trust: 'other' }, {}, 'medium'],
    ['affected', {}, { status: 'affected' }, 'none'],
    ['looked into', {}, { status: 'under_investigation' }, 'none'],
    ['fixed in this version', { versions: 'exact' }, { status: 'fixed' }, 'high'],
    ['fixed in any version', { versions: 'any-version' }, { status: 'fixed' }, 'none'],
    ['no reason', { statement: withoutWhy }, {}, 'none'],
    ['words for a reason', { statement: withoutWhy }, { impact: 'not built in' }, 'medium'],
    ['no date', { statement: undated }, {}, 'medium'],
    ['the component alone, in any version', { grade: 'component', versions: 'any-version' }, {}, 'medium'],
  ] as readonly (readonly [string, Partial<typeof match>, Partial<typeof match.statement>, string])[])(
    '%s',
    (name, more, statement, expected) => {
      const base = more.statement ?? match.statement
      const one = { ...match, ...more, statement: { ...base, ...statement } }
      const own = { ...position, trust: one.trust, status: one.statement.status, statements: [one] }
      const given = { vex: { ...vex, matches: [one], positions: [own] } }
      expect(`${name}: ${confidence('upstream-vex', finding, given)}`).toBe(`${name}: ${expected}`)
    },
  )

  it('says nothing where some way is called affected', () => {
    const some = {
      ...match,
      coverage: 'some' as const,
      statement: { ...match.statement, status: 'affected' as const },
    }
    expect(confidence('upstream-vex', finding, { vex: { ...vex, matches: [match, some] } })).toBe('none')
  })
})
