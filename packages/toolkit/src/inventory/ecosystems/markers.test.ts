/** Copied code by the marker files that people and tools leave beside it: what they prove, and what they do not. */
import { describe, expect, test } from 'vitest'
import { markerPurl } from '../read/marker.ts'
import { statedVersion } from '../read/stated-version.ts'
import { rowsAs } from '../testing/parse-as.ts'
import { readRows } from '../testing/rows.ts'
import { aboutcode } from './aboutcode.ts'
import { androidMetadata } from './android-metadata.ts'
import { gitSubrepo } from './git-subrepo.ts'
import { govendor } from './govendor.ts'
import { readmeChromium } from './readme-chromium.ts'

const commit = '51b7f2abdade71cd9bb0e7a373ef2610ec6f9daf'

describe('what is a version', () => {
  test.each([
    ['1.3.1', '1.3.1'],
    [' v2.0-rc1 ', '2.0-rc1'],
    ['1.3.0.1', '1.3.0.1'],
    ['9e', '9e'],
    ['36', '36'],
    ['R_2_6_3', 'R_2_6_3'],
    ['libtraceevent-1.8.3', 'libtraceevent-1.8.3'],
    ['2022.7', '2022.7'],
    ['0.10', '0.10'],
  ])('%s is', (text, version) => {
    expect(statedVersion(text)).toBe(version)
  })

  test.each([
    '',
    '0',
    '0.0',
    'unknown',
    'N/A',
    'HEAD',
    'DEPS',
    'main',
    'release-3.4',
    '3.x',
    '2.1 beta',
    'svn r1234',
    commit,
    commit.slice(0, 9),
    '20230722',
    '2023-07-22',
    '2023.07.22',
    '22.07.2023',
    '2023-07',
    '2023',
    'release-2023-07-22',
    '1'.repeat(200),
  ])('%s is none', (text) => {
    expect(statedVersion(text)).toBeUndefined()
  })
})

describe('where it is from', () => {
  const purls: readonly (readonly [url: string, qualifiers: Readonly<Record<string, string>> | undefined])[] =
    [
      ['https://github.com/madler/zlib', { vcs_url: `git+https://github.com/madler/zlib@${commit}` }],
      [
        'https://github.com/madler/zlib/tree/master/contrib',
        { vcs_url: `git+https://github.com/madler/zlib@${commit}` },
      ],
      ['https://git.example/z/zlib.git', { vcs_url: `git+https://git.example/z/zlib.git@${commit}` }],
      ['git@git.example:z/zlib', { vcs_url: `git+ssh://git@git.example/z/zlib@${commit}` }],
      [
        'https://github.com/madler/zlib/archive/v1.tar.gz',
        { download_url: 'https://github.com/madler/zlib/archive/v1.tar.gz' },
      ],
      ['https://me:secret@files.example/z.zip', { download_url: 'https://files.example/z.zip' }],
      ['http://zlib.net/', undefined],
      ['https://github.com/madler', undefined],
      ['https://gitlab.com/a/b/c/-/tree/main', { vcs_url: `git+https://gitlab.com/a/b/c@${commit}` }],
      ['Implemented by hand', undefined],
    ]
  test.each(purls)('%s', (url, qualifiers) => {
    const purl = markerPurl({ name: 'zlib', version: '1.3.1', revision: commit, url, line: 1 })
    expect(purl).toEqual({
      type: 'generic',
      name: 'zlib',
      version: '1.3.1',
      ...(qualifiers === undefined ? {} : { qualifiers }),
    })
  })
})

describe('README.chromium', () => {
  const zlib = [
    'Name: zlib compression',
    'Short Name: zlib',
    'URL: http://zlib.net/',
    'Version: 1.3.1',
    `Revision: ${commit}`,
    'CPEPrefix: cpe:/a:zlib:zlib:1.3.1',
    'Security Critical: yes',
    'Shipped: yes',
    'License: Zlib',
    'License File: LICENSE',
    '',
    'Description:',
    'A compressor.',
    'Version: 9.9.9',
    '',
  ].join('\n')

  test('the short name, the version, and nothing from the prose', () => {
    const read = readRows(readmeChromium, zlib)
    expect(read.rows).toEqual(['1 pkg:generic/zlib@1.3.1 unknown unknown path license Zlib'])
    expect([read.status, read.issues]).toEqual(['parsed', []])
  })

  test('several in one file, each with its line; what pins nothing is said', () => {
    const divider = `${'-'.repeat(20)} DEPENDENCY DIVIDER ${'-'.repeat(20)}\n`
    const second = `Name: fft\nURL: https://github.com/t/fft\nVersion: N/A\nRevision: ${commit}\nLicense: BSD\n`
    const third = 'Name: Table of names\nVersion: 0\nDate: 2019-04-01\nLicense: MIT\n'
    const fourth = 'Name: Rolled\nVersion: DEPS\n'
    const read = readRows(readmeChromium, [zlib, second, third, fourth].join(divider))
    expect(read.rows).toEqual([
      '1 pkg:generic/zlib@1.3.1 unknown unknown path license Zlib',
      `16 pkg:generic/fft@${commit} unknown unknown path license BSD`,
      '22 pkg:generic/Table%20of%20names unknown unknown path wants 0 license MIT',
      '27 pkg:generic/Rolled unknown unknown path wants DEPS',
    ])
    expect([read.status, read.issues]).toEqual([
      'partial',
      ['VERSION_UNRESOLVED:22', 'VERSION_UNRESOLVED:27'],
    ])
  })

  test('prose alone is no marker', () => {
    const read = readRows(readmeChromium, 'This folder was copied.\n\nVersion: 1.2.3\n')
    expect([read.status, read.rows, read.issues]).toEqual(['unreadable', [], ['SHAPE_UNEXPECTED:1']])
  })
})

describe('METADATA of Android', () => {
  const metadata = (thirdParty: string): string =>
    `# This project was upgraded with external_updater.\n\nname: "expat"\ndescription:\n    "An XML parser: it \\"parses\\" "\n    "XML."\nthird_party {\n${thirdParty}\n}\n`

  test('identifier with a tag of git', () => {
    const read = readRows(
      androidMetadata,
      metadata(
        '  license_type: NOTICE\n  last_upgrade_date { year: 2024 month: 9 day: 18 }\n  security { tag: "NVD-CPE2.3:cpe:/a:x:expat:1.0" }\n  identifier {\n    type: "Git"\n    value: "https://github.com/libexpat/libexpat/"\n    version: "R_2_6_3"\n  }',
      ),
    )
    expect(read.rows).toEqual(['7 pkg:generic/expat@R_2_6_3 unknown unknown path'])
    expect(read.packages[0]?.purl).toContain(
      '?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Flibexpat%2Flibexpat%2F%40R_2_6_3',
    )
    expect([read.status, read.issues]).toEqual(['parsed', []])
  })

  test('url and version as older files have them; the archive that is called primary', () => {
    const old = metadata(
      '  url {\n    type: HOMEPAGE\n    value: "https://x.example"\n  }\n  url {\n    type: GIT\n    value: "https://git.example/x"\n  }\n' +
        `  version: "${commit}"`,
    )
    expect(readRows(androidMetadata, old).packages[0]?.purl).toBe(
      `pkg:generic/expat@${commit}?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fx%40${commit}`,
    )
    const archive = metadata(
      '  identifier { type: "Git" value: "https://git.example/x" version: "v9.9.9" }\n  identifier: { type: "Archive" value: "https://f.example/x-1.1.4.zip" version: "1.1.4" primary_source: true }',
    )
    expect(readRows(androidMetadata, archive).packages[0]?.purl).toBe(
      'pkg:generic/expat@1.1.4?download_url=https:%2F%2Ff.example%2Fx-1.1.4.zip',
    )
  })

  test('a branch is no version; a message that does not end is told of', () => {
    const branch = metadata('  identifier { type: "Git" value: "https://git.example/x" version: "main" }')
    expect(readRows(androidMetadata, branch)).toMatchObject({
      rows: ['7 pkg:generic/expat unknown unknown path wants main'],
      issues: ['VERSION_UNRESOLVED:7'],
    })
    const cut = readRows(androidMetadata, metadata('  version: "1.0.0"').slice(0, -3))
    expect([cut.rows, cut.issues]).toEqual([
      ['7 pkg:generic/expat@1.0.0 unknown unknown path'],
      ['SYNTAX_INVALID:7'],
    ])
  })

  test('other files of that name are not taken', () => {
    expect(androidMetadata.accepts?.(metadata(''))).toBe(true)
    expect(androidMetadata.accepts?.('Metadata-Version: 2.1\nName: x\nVersion: 1.0\n')).toBe(false)
    expect(androidMetadata.accepts?.('name: "x"\nlanguage: "fr"\n')).toBe(false)
  })
})

describe('.gitrepo', () => {
  const gitrepo = (remote: string, pin: string): string =>
    `; DO NOT EDIT (unless you know what you are doing)\n;\n[subrepo]\n\tremote = ${remote}\n\tbranch = master\n\tcommit = ${pin}\n\tparent = ${'0'.repeat(40)}\n\tmethod = merge\n\tcmdver = 0.4.9\n`

  test('the commit that was copied', () => {
    const read = readRows(gitSubrepo, gitrepo('git@git.example:team/lib.git', commit))
    expect(read.packages.map(({ purl }) => purl)).toEqual([
      `pkg:generic/lib@${commit}?vcs_url=git%2Bssh:%2F%2Fgit@git.example%2Fteam%2Flib.git%40${commit}`.replace(
        'git@git',
        'git%40git',
      ),
    ])
    expect([read.rows.length, read.issues]).toEqual([1, []])
  })

  test('no commit, no address, no section', () => {
    const open = rowsAs(gitSubrepo, 'ext/own/.gitrepo', gitrepo('none', '""'))
    expect([open.rows, open.issues]).toEqual([
      ['3 pkg:generic/own unknown unknown path'],
      ['VERSION_UNRESOLVED:3'],
    ])
    const beside = readRows(gitSubrepo, gitrepo('../barbar', commit))
    expect(beside.rows).toEqual([`3 pkg:generic/barbar@${commit} unknown unknown path`])
    expect(readRows(gitSubrepo, '[core]\n\tbare = true\n').status).toBe('unreadable')
  })
})

describe('govendor', () => {
  const vendored = (...packages: readonly unknown[]): string =>
    JSON.stringify(
      { comment: '', ignore: 'test', package: packages, rootPath: 'example.org/app' },
      undefined,
      '\t',
    )

  test('folders of one repository are one package; an exact version wins over the commit', () => {
    const read = readRows(
      govendor,
      vendored(
        { path: 'github.com/hashicorp/hcl', revision: commit, revisionTime: '2017-03-29T04:21:07Z' },
        { path: 'github.com/hashicorp/hcl/hcl/ast', revision: commit },
        { path: 'golang.org/x/net/http2', revision: commit },
        { path: 'gopkg.in/urfave/cli.v1', revision: commit, version: 'v1', versionExact: 'v1.20.0' },
      ),
    )
    expect(read.rows).toEqual([
      `5 pkg:golang/github.com/hashicorp/hcl@${commit} unknown unknown`,
      `14 pkg:golang/golang.org/x/net@${commit} unknown unknown`,
      '18 pkg:golang/gopkg.in/urfave/cli.v1@v1.20.0 unknown unknown',
    ])
    expect([read.status, read.issues]).toEqual(['parsed', []])
  })

  test('where the path does not show the module, no source may be silent about it', () => {
    const read = readRows(govendor, vendored({ path: 'bazil.org/fuse/fs', revision: commit }))
    expect(read.rows).toEqual([`5 pkg:generic/bazil.org/fuse/fs@${commit} unknown unknown`])
    expect(read.issues).toEqual(['ENTRY_UNREADABLE:1'])
  })

  test('no commit, no path, another file', () => {
    const read = readRows(
      govendor,
      vendored({ path: 'github.com/a/b', version: '=v1' }, { revision: commit }),
    )
    expect(read.rows).toEqual(['5 pkg:golang/github.com/a/b unknown unknown wants =v1'])
    expect(read.issues).toEqual(['VERSION_UNRESOLVED:5', 'ENTRY_UNREADABLE:9'])
    expect(readRows(govendor, '{"packages":[]}').status).toBe('unreadable')
  })
})

describe('AboutCode', () => {
  test('an archive with its digest and licence', () => {
    const read = readRows(
      aboutcode,
      `about_resource: httpd-2.4.3.tar.gz\nname: Apache HTTP Server\nversion: 2.4.3\nhomepage_url: http://httpd.example\ndownload_url: http://archive.example/httpd-2.4.3.tar.gz\nlicense_expression: apache-2.0\nlicenses:\n  - key: apache-2.0\n    file: apache-2.0.LICENSE\nchecksum_sha1: ${commit}\n`,
    )
    expect(read.rows).toEqual([
      '1 pkg:generic/Apache%20HTTP%20Server@2.4.3 unknown unknown path license apache-2.0 SHA-1 51b7',
    ])
    expect(read.packages[0]?.purl).toContain('?download_url=http:%2F%2Farchive.example%2Fhttpd-2.4.3.tar.gz')
    expect([read.status, read.issues]).toEqual(['parsed', []])
  })

  test('a package URL says more; the version may stand beside it', () => {
    const read = readRows(aboutcode, 'name: x\nversion: 1.0.4\npackage_url: pkg:pypi/Six\n')
    expect(read.rows).toEqual(['1 pkg:pypi/six@1.0.4 unknown unknown path'])
    const bad = readRows(aboutcode, 'name: x\nversion: 1.0.4\npackage_url: pypi/six\n')
    expect([bad.rows, bad.issues]).toEqual([
      ['1 pkg:generic/x@1.0.4 unknown unknown path'],
      ['PURL_INVALID:1'],
    ])
  })

  test('no version; no name; a list', () => {
    expect(
      readRows(aboutcode, `name: x\nvcs_repository: https://git.example/x.git\nvcs_revision: ${commit}\n`),
    ).toMatchObject({
      rows: [`1 pkg:generic/x@${commit} unknown unknown path`],
      issues: [],
    })
    expect(readRows(aboutcode, 'name: x\nversion: unknown\n')).toMatchObject({
      rows: ['1 pkg:generic/x unknown unknown path wants unknown'],
      issues: ['VERSION_UNRESOLVED:1'],
    })
    expect(readRows(aboutcode, 'about_resource: .\n').issues).toEqual(['SHAPE_UNEXPECTED:1'])
    expect(readRows(aboutcode, '- a\n').status).toBe('unreadable')
  })
})
