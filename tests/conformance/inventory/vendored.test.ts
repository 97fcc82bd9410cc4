/** Copied code by its marks: headers as the projects publish them, banners, manifests in folders for others' code. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'

function rows(files: Readonly<Record<string, string>>): readonly string[] {
  return readInventory(memoryTree(files), { name: 'firmware' })
    .components.filter(({ isFirstParty }) => !isFirstParty)
    .map(
      ({ purl, evidence, relation }) =>
        `${purl} ${evidence.map(({ path, line }) => `${path}:${line}`).join(' ')} ${relation}`,
    )
}

const headers: readonly (readonly [path: string, text: string, row: string])[] = [
  ['zlib/zlib.h', '/* zlib.h */\n#define ZLIB_VERSION "1.2.11"\n', 'pkg:generic/zlib@1.2.11 zlib/zlib.h:2'],
  [
    'z/zlib.h',
    '#define ZLIB_VERSION "1.3.1.zlib-ng"\n#define ZLIBNG_VERSION "2.1.6"\n',
    'pkg:generic/zlib-ng@2.1.6 z/zlib.h:2',
  ],
  ['db/sqlite3.h', '#define SQLITE_VERSION        "3.45.1"\n', 'pkg:generic/sqlite@3.45.1 db/sqlite3.h:1'],
  [
    'lua/lua.h',
    '#define LUA_VERSION_MAJOR\t"5"\n#define LUA_VERSION_MINOR\t"4"\n#define LUA_VERSION_RELEASE\t"6"\n#define LUA_RELEASE\tLUA_VERSION "." LUA_VERSION_RELEASE\n',
    'pkg:generic/lua@5.4.6 lua/lua.h:1',
  ],
  [
    'lua/lua.h',
    '#define LUA_VERSION\t"Lua 5.1"\n#define LUA_RELEASE\t"Lua 5.1.5"\n',
    'pkg:generic/lua@5.1.5 lua/lua.h:2',
  ],
  [
    'expat.h',
    '#  define XML_MAJOR_VERSION 2\n#  define XML_MINOR_VERSION 5\n#  define XML_MICRO_VERSION 0\n',
    'pkg:generic/expat@2.5.0 expat.h:1',
  ],
  ['png.h', '#define PNG_LIBPNG_VER_STRING "1.6.40"\n', 'pkg:generic/libpng@1.6.40 png.h:1'],
  ['jconfig.h', '#define LIBJPEG_TURBO_VERSION 2.1.4\n', 'pkg:generic/libjpeg-turbo@2.1.4 jconfig.h:1'],
  ['jversion.h', '#define JVERSION\t"9e  16-Jan-2022"\n', 'pkg:generic/libjpeg@9e jversion.h:1'],
  ['curl/curlver.h', '#define LIBCURL_VERSION "8.5.0-DEV"\n', 'pkg:generic/curl@8.5.0-DEV curl/curlver.h:1'],
  [
    'include/openssl/opensslv.h',
    '# define OPENSSL_VERSION_TEXT    "OpenSSL 1.1.1w  11 Sep 2023"\n',
    'pkg:generic/openssl@1.1.1w include/openssl/opensslv.h:1',
  ],
  [
    'include/openssl/opensslv.h',
    '# define OPENSSL_VERSION_STR "3.0.13"\n# define OPENSSL_VERSION_TEXT "OpenSSL 3.0.13 30 Jan 2024"\n',
    'pkg:generic/openssl@3.0.13 include/openssl/opensslv.h:1',
  ],
  [
    'openssl/opensslv.h',
    '#define LIBRESSL_VERSION_TEXT   "LibreSSL 3.8.2"\n#define OPENSSL_VERSION_TEXT\tLIBRESSL_VERSION_TEXT\n',
    'pkg:generic/libressl@3.8.2 openssl/opensslv.h:1',
  ],
  [
    'mbedtls/version.h',
    '#define MBEDTLS_VERSION_STRING         "2.28.0"\n',
    'pkg:generic/mbedtls@2.28.0 mbedtls/version.h:1',
  ],
  [
    'src/include/lwip/init.h',
    '#define LWIP_VERSION_MAJOR      2\n#define LWIP_VERSION_MINOR      1\n#define LWIP_VERSION_REVISION   3\n',
    'pkg:generic/lwip@2.1.3 src/include/lwip/init.h:1',
  ],
  [
    'FreeRTOS/task.h',
    '#define tskKERNEL_VERSION_NUMBER       "V10.4.3 LTS Patch 2"\n',
    'pkg:generic/freertos-kernel@10.4.3 FreeRTOS/task.h:1',
  ],
  [
    'stb_image.h',
    '/* stb_image - v2.28 - public domain image loader */\n',
    'pkg:generic/stb_image@2.28 stb_image.h:1',
  ],
  [
    'stb_truetype.h',
    '// stb_truetype.h - v1.26 - public domain\n',
    'pkg:generic/stb_truetype@1.26 stb_truetype.h:1',
  ],
  [
    'cJSON.h',
    '#define CJSON_VERSION_MAJOR 1\n#define CJSON_VERSION_MINOR 7\n#define CJSON_VERSION_PATCH 15\n',
    'pkg:generic/cjson@1.7.15 cJSON.h:1',
  ],
  [
    'miniz.h',
    '/* miniz.c 2.2.0 - public domain deflate */\n#define MZ_VERSION "10.2.0"\n',
    'pkg:generic/miniz@2.2.0 miniz.h:1',
  ],
  [
    'tinyxml2.h',
    'static const int TIXML2_MAJOR_VERSION = 9;\nstatic const int TIXML2_MINOR_VERSION = 0;\nstatic const int TIXML2_PATCH_VERSION = 0;\n',
    'pkg:generic/tinyxml2@9.0.0 tinyxml2.h:1',
  ],
  [
    'nlohmann/json.hpp',
    '#define NLOHMANN_JSON_VERSION_MAJOR 3   // NOLINT\n#define NLOHMANN_JSON_VERSION_MINOR 11\n#define NLOHMANN_JSON_VERSION_PATCH 2\n',
    'pkg:generic/nlohmann-json@3.11.2 nlohmann/json.hpp:1',
  ],
]

describe('headers of C libraries', () => {
  test.each(headers)('%s', (path, text, row) => {
    expect(rows({ [path]: text })).toEqual([`${row} unknown`])
  })

  test.each(headers)('%s with other words in it is no file of ours', (path) => {
    const inventory = readInventory(memoryTree({ [path]: '#define OTHER_VERSION "1.0"\n' }), { name: 'x' })
    expect(inventory.files).toEqual([])
    expect(inventory.components).toEqual([])
  })

  const system: readonly (readonly [string, string, string])[] = [
    ['/usr/include/zlib.h', 'zlib.h', 'zlib'],
    ['/usr/include/expat.h', 'expat.h', 'expat'],
    ['/usr/include/sqlite3.h', 'sqlite3.h', 'sqlite'],
    ['/usr/include/png.h', 'png.h', 'libpng'],
    ['/usr/include/openssl/opensslv.h', 'openssl/opensslv.h', 'openssl'],
    ['/usr/include/lzma/version.h', 'lzma/version.h', 'none'],
  ]
  test.each(system.filter(([path, , name]) => name !== 'none' && existsSync(path)))(
    '%s of this machine',
    (path, file, name) => {
      const [row] = rows({ [file]: readFileSync(path, 'utf8') })
      expect(row).toMatch(new RegExp(`^pkg:generic/${name}@\\d+\\.\\d+`))
    },
  )
})

describe('banners', () => {
  test.each([
    ['js/jquery-3.6.0.min.js', '/*! jQuery v3.6.0 | (c) OpenJS Foundation */\n', 'pkg:npm/jquery@3.6.0'],
    ['js/jquery.js', '/*!\n * jQuery JavaScript Library v1.12.4\n */', 'pkg:npm/jquery@1.12.4'],
    [
      'jquery-ui.min.js',
      '/*! jQuery UI - v1.12.1 - 2016-09-14\n* http://jqueryui.com jQuery v9.9.9',
      'pkg:npm/jquery-ui@1.12.1',
    ],
    [
      'css/bootstrap.min.css',
      '/*!\n * Bootstrap v4.3.1 (https://getbootstrap.com/)\n */',
      'pkg:npm/bootstrap@4.3.1',
    ],
    ['angular.min.js', '/*\n AngularJS v1.8.2\n*/', 'pkg:npm/angular@1.8.2'],
    ['vue.js', '/*!\n * Vue.js v2.6.14\n */', 'pkg:npm/vue@2.6.14'],
    ['moment.js', '//! moment.js\n//! version : 2.29.1\n', 'pkg:npm/moment@2.29.1'],
  ])('%s', (path, text, purl) => {
    expect(rows({ [path]: text }).map((row) => row.split(' ')[0])).toEqual([purl])
  })

  test('the words far below, or no version, state nothing', () => {
    expect(rows({ 'jquery.js': `${'x'.repeat(2000)} jQuery v3.6.0`, 'vue.js': '/* Vue.js */' })).toEqual([])
  })
})

describe('manifests of copied projects', () => {
  const manifest = JSON.stringify({ name: 'left', version: '1.2.3' })

  test('in a folder for the code of others the project is no product of ours', () => {
    expect(rows({ 'third_party/left/package.json': manifest })).toEqual([
      'pkg:npm/left@1.2.3 third_party/left/package.json:1 unknown',
    ])
    expect(rows({ 'packages/left/package.json': manifest })).toEqual([])
  })

  test('vendor is entered where no lock file states it, and skipped where one does', () => {
    expect(rows({ 'vendor/left/package.json': manifest, Makefile: '' })).toHaveLength(1)
    const go = readInventory(
      memoryTree({ 'vendor/left/package.json': manifest, 'go.mod': 'module m\ngo 1.20\n' }),
      { name: 'x' },
    )
    expect(go.files.map(({ path, status }) => `${path} ${status}`)).toContain('vendor/ skipped')
  })
})

describe('firmware', () => {
  test('west.yml: remotes, defaults, commits, branches and imports', () => {
    const text = [
      'manifest:',
      '  defaults:',
      '    remote: upstream',
      '  remotes:',
      '    - name: upstream',
      '      url-base: https://github.com/zephyrproject-rtos',
      '    - name: own',
      '      url-base: https://git.example/team/',
      '  projects:',
      '    - name: zephyr',
      '      revision: v3.5.0',
      '      import: true',
      '    - name: hal',
      '      repo-path: hal_nordic',
      '      revision: 0123456789abcdef0123456789abcdef01234567',
      '    - name: lib',
      '      remote: own',
      '      revision: main',
      '',
    ].join('\n')
    const { components, issues } = readInventory(memoryTree({ 'west.yml': text }), { name: 'x' })
    const hal = '0123456789abcdef0123456789abcdef01234567'
    expect(components.map(({ purl, isVersionResolved }) => `${purl} ${isVersionResolved}`)).toEqual([
      `pkg:generic/hal_nordic@${hal}?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fzephyrproject-rtos%2Fhal_nordic%40${hal} true`,
      'pkg:generic/lib?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fteam%2Flib false',
      'pkg:generic/zephyr@v3.5.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fzephyrproject-rtos%2Fzephyr%40v3.5.0 true',
    ])
    expect(issues.map(({ code, line }) => `${code} ${line}`)).toEqual([
      'INCLUDE_MISSING 10',
      'VERSION_UNRESOLVED 16',
    ])
  })

  test('dependencies.lock of ESP-IDF', () => {
    const text = [
      'dependencies:',
      '  espressif/button:',
      `    component_hash: ${'ab'.repeat(32)}`,
      '    dependencies:',
      '    - name: espressif/cmake_utilities',
      '      version: "0.*"',
      '    source:',
      '      type: service',
      '    version: 3.2.0',
      '  espressif/cmake_utilities:',
      '    component_hash: null',
      '    source:',
      '      type: service',
      '    version: 0.5.3',
      '  idf:',
      '    source:',
      '      type: idf',
      '    version: 5.1.2',
      'direct_dependencies:',
      '- espressif/button',
      '- idf',
      'version: 2.0.0',
      '',
    ].join('\n')
    const { components, issues } = readInventory(memoryTree({ 'dependencies.lock': text }), { name: 'x' })
    expect(issues).toEqual([])
    expect(
      components.map(({ purl, relation, hashes, dependsOn }) =>
        [purl, relation, hashes.length, ...dependsOn].join(' '),
      ),
    ).toEqual([
      'pkg:generic/esp-idf@5.1.2 direct 0',
      'pkg:generic/espressif/button@3.2.0 direct 1 pkg:generic/espressif/cmake_utilities@0.5.3',
      'pkg:generic/espressif/cmake_utilities@0.5.3 transitive 0',
    ])
  })

  test('files of those names that are something else are said', () => {
    const inventory = readInventory(memoryTree({ 'west.yml': '[]\n', 'dependencies.lock': 'a: 1\n' }), {
      name: 'x',
    })
    expect(inventory.files.map(({ status }) => status)).toEqual(['unreadable', 'unreadable'])
  })
})

describe('marker files in a tree', () => {
  const commit = '0123456789abcdef0123456789abcdef01234567'
  const markers = {
    'third_party/zlib/README.chromium': 'Name: zlib\nVersion: 1.3.1\nLicense: Zlib\n',
    'external/expat/METADATA': 'name: "expat"\nthird_party {\n  version: "2.6.3"\n}\n',
    'ext/lib/.gitrepo': `[subrepo]\n\tremote = https://git.example/t/lib.git\n\tcommit = ${commit}\n`,
    'vendor/vendor.json': JSON.stringify({ package: [{ path: 'github.com/a/b/c', revision: commit }] }),
    'thirdparty/httpd.ABOUT': 'about_resource: httpd.tar.gz\nname: httpd\nversion: 2.4.3\n',
  }

  test('each is a component of the product, with its place', () => {
    expect(rows(markers)).toEqual([
      'pkg:generic/expat@2.6.3 external/expat/METADATA:2 unknown',
      'pkg:generic/httpd@2.4.3 thirdparty/httpd.ABOUT:1 unknown',
      `pkg:generic/lib@${commit}?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Ft%2Flib.git%40${commit} ext/lib/.gitrepo:1 unknown`,
      'pkg:generic/zlib@1.3.1 third_party/zlib/README.chromium:1 unknown',
      `pkg:golang/github.com/a/b@${commit} vendor/vendor.json:1 unknown`,
    ])
  })

  test('METADATA of Python stays one of Python; of another tool it is no file of ours', () => {
    const inventory = readInventory(
      memoryTree({
        'lib/six-1.16.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: six\nVersion: 1.16.0\n\n',
        'backup/METADATA': 'made: today\n',
      }),
      { name: 'x' },
    )
    expect(inventory.components.map(({ purl }) => purl)).toEqual(['pkg:pypi/six@1.16.0'])
    expect(inventory.files.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'lib/six-1.16.0.dist-info/METADATA parsed',
    ])
  })

  test('where go.mod lies beside vendor, modules.txt and not vendor.json speaks', () => {
    const found = rows({ ...markers, 'go.mod': 'module m\n\ngo 1.22\n' })
    expect(found.filter((row) => row.startsWith('pkg:golang/'))).toEqual([])
  })
})
