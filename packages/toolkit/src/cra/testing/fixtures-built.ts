/** Table of data: small trees for the signals of components, deployment, build, interfaces and form. */
import type { Fixture } from './fixture.ts'
import { inventoryOf } from './inventory-of.ts'

const lock = '\n\n\n\n\n\n'
const digest = 'a'.repeat(64)
const commit = 'b'.repeat(40)
const elf = '\u007fELF\u0002\u0001\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000'

export const builtFixtures: readonly Fixture[] = [
  {
    name: 'components for cryptography, sign-in, logs and limits',
    files: { 'lock.json': lock, 'src/a.js': 'run()\n' },
    given: {
      inventory: inventoryOf([
        'pkg:npm/%40noble/hashes@1.0.0',
        'pkg:npm/passport@0.7.0',
        'pkg:npm/otplib@12.0.0',
        'pkg:npm/pino@9.0.0',
        'pkg:npm/express-rate-limit@7.0.0',
        'pkg:npm/electron-updater@6.0.0',
      ]),
    },
    expect: {
      'CRYPTO-LIBS': {
        state: 'present',
        facts: { libs: ['@noble/hashes'], deprecated: [] },
        at: 'lock.json:1',
      },
      'AUTH-LIBS': { state: 'present', facts: { libs: ['otplib', 'passport'], mfa_hint: true } },
      LOGGING: { state: 'present' },
      'RATE-LIMIT': { state: 'present', at: 'lock.json:5' },
      'UPDATE-MECH': {
        state: 'present',
        facts: {
          mechanisms: ['electron-updater (unsigned unless the build signs)'],
          verifies_signature: null,
        },
      },
      TELEMETRY: { state: 'absent', facts: { libs: [] } },
    },
  },
  {
    name: 'cryptography that its authors gave up, and libraries that send data',
    files: { 'lock.json': lock },
    given: {
      inventory: inventoryOf([
        'pkg:pypi/pycrypto@2.6.1',
        'pkg:pypi/cryptography@44.0.0',
        'pkg:npm/posthog-js@1.0.0',
      ]),
    },
    expect: {
      'CRYPTO-LIBS': {
        state: 'contrary',
        facts: { libs: ['cryptography', 'pycrypto'], deprecated: ['pycrypto'] },
        at: 'lock.json:1',
      },
      TELEMETRY: { state: 'contrary', strength: 'medium', facts: { libs: ['posthog-js'] } },
    },
  },
  {
    name: 'crash reports alone are weak, and development tools are none',
    files: { 'lock.json': lock },
    given: { inventory: inventoryOf(['pkg:npm/%40sentry/browser@8.0.0']) },
    expect: { TELEMETRY: { state: 'contrary', strength: 'weak' }, 'CRYPTO-LIBS': { state: 'unknown' } },
  },
  {
    name: 'what only development needs is no part of the product',
    files: { 'lock.json': lock },
    given: {
      inventory: inventoryOf(['pkg:npm/posthog-js@1.0.0', 'pkg:pypi/pycrypto@2.6.1'], {
        scope: 'development',
      }),
    },
    expect: { TELEMETRY: { state: 'absent' }, 'CRYPTO-LIBS': { state: 'unknown' } },
  },
  {
    name: 'what only a component brings along is not switched on',
    files: { 'lock.json': lock },
    given: {
      inventory: inventoryOf(['pkg:golang/github.com/getsentry/sentry-go@v0.46.0'], {
        relation: 'transitive',
      }),
    },
    expect: { TELEMETRY: { state: 'absent' } },
  },
  {
    name: 'no component at all',
    files: { 'src/a.js': 'run()\n' },
    expect: {
      TELEMETRY: { state: 'unknown', reason: 'no component' },
      'CRYPTO-LIBS': { state: 'unknown', reason: 'no component' },
    },
  },
  {
    name: 'an interface with security, one operation of which deletes without',
    files: {
      'openapi.yaml':
        'openapi: 3.0.3\npaths:\n  /login:\n    post:\n      security: []\n  /users/{id}:\n    get:\n      responses: {}\n    delete:\n      security: []\ncomponents:\n  securitySchemes:\n    key: { type: apiKey }\nsecurity:\n  - key: []\n',
      'a.go': 'package a\n',
    },
    expect: {
      OPENAPI: {
        state: 'contrary',
        facts: { files: ['openapi.yaml'], operations: 3, unsecured: 2 },
        at: 'openapi.yaml:10',
      },
      'DELETE-API': { state: 'present', at: 'openapi.yaml:10' },
    },
  },
  {
    name: 'interfaces of four kinds',
    files: {
      'api/swagger.json':
        '{\n  "swagger": "2.0",\n  "securityDefinitions": { "k": { "type": "basic" } },\n  "security": [{ "k": [] }],\n  "paths": { "/a": { "get": {}, "parameters": [] }, "/b": { "put": {} } }\n}\n',
      'api/events.yaml': 'asyncapi: 2.6.0\nchannels:\n  a:\n    publish: {}\n    subscribe: {}\n',
      'api/a.proto': 'service A {\n  // rpc Old (X) returns (Y);\n  rpc Get (X) returns (Y);\n}\n',
      'api/s.graphql': 'type Query {\n  a(\n    x: Int\n  ): Int\n  b: Int\n}\ntype Other { c: Int }\n',
    },
    expect: {
      OPENAPI: {
        state: 'present',
        strength: 'medium',
        facts: {
          files: ['api/a.proto', 'api/events.yaml', 'api/s.graphql', 'api/swagger.json'],
          operations: 7,
          unsecured: 0,
        },
      },
      TRAITS: { state: 'present', facts: { traits: ['networked'] } },
    },
  },
  {
    name: 'operations that lie in other files',
    files: {
      'openapi.yaml':
        'openapi: 3.0.3\npaths:\n  /a:\n    delete:\n      $ref: ./a.yaml\ncomponents:\n  securitySchemes:\n    key: { type: apiKey }\n',
    },
    expect: { OPENAPI: { state: 'present', facts: { operations: 1, unsecured: null } } },
  },
  {
    name: 'an interface without any security is only described',
    files: { 'openapi.yaml': 'openapi: 3.1.0\npaths:\n  /a:\n    delete: {}\n' },
    expect: {
      OPENAPI: {
        state: 'present',
        strength: 'weak',
        facts: { files: ['openapi.yaml'], operations: 1, unsecured: 1 },
      },
    },
  },
  {
    name: 'a broken interface description',
    files: { 'openapi.yaml': 'openapi: 3.1.0\npaths: [\n' },
    expect: { OPENAPI: { state: 'unknown', reason: 'openapi.yaml' } },
  },
  {
    name: 'deletion and export by name, comments apart',
    files: {
      'src/a.ts': 'router.post("/account/delete", deleteAccount)\n',
      'src/b.ts': '// exportUserData comes later\n',
    },
    expect: { 'DELETE-API': { state: 'present', at: 'src/a.ts:1' } },
  },
  {
    name: 'a container that is held back',
    files: {
      Dockerfile:
        '# USER root\nFROM golang:1.25 AS build\nUSER root\nRUN make\nFROM gcr.io/distroless/static\nCOPY --from=build /a /a\nUSER 65532:65532\nEXPOSE 8080\n',
      'compose.yaml':
        'services:\n  a:\n    build: .\n    read_only: true\n    cap_drop: [ALL]\n    security_opt:\n      - no-new-privileges:true\n    mem_limit: 64m\n',
      'main.go': 'package main\n',
    },
    expect: {
      'CONTAINER-HARDENING': { state: 'present', strength: 'medium' },
      'RATE-LIMIT': { state: 'present', at: 'compose.yaml:8' },
    },
  },
  {
    name: 'containers with power over their host',
    files: {
      'docker-compose.yml':
        'services:\n  a:\n    image: a\n    privileged: true\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n',
      'deploy/k.yaml':
        'kind: Service\n---\napiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      hostNetwork: true\n      containers:\n        - name: a\n          image: a\n          securityContext:\n            allowPrivilegeEscalation: true\n',
    },
    expect: {
      'CONTAINER-HARDENING': {
        state: 'contrary',
        facts: {
          findings: [
            { kind: 'host-network', path: 'deploy/k.yaml', line: 8 },
            { kind: 'privilege-escalation', path: 'deploy/k.yaml', line: 13 },
            { kind: 'privileged', path: 'docker-compose.yml', line: 4, detail: 'service a' },
            { kind: 'docker-socket', path: 'docker-compose.yml', line: 6, detail: 'service a' },
          ],
        },
      },
    },
  },
  {
    name: 'a container that nobody held back',
    files: { Dockerfile: 'FROM debian:13\nRUN apt-get update\n' },
    expect: { 'CONTAINER-HARDENING': { state: 'absent', at: 'Dockerfile:1' } },
  },
  {
    name: 'values of a chart',
    files: {
      'chart/values.yaml':
        'app:\n  securityContext:\n    runAsNonRoot: true\n    seccompProfile:\n      type: RuntimeDefault\n  resources:\n    limits:\n      memory: 64Mi\n',
      'chart/templates/d.yaml': 'kind: Deployment\nspec:\n  replicas: {{ .Values.n }}\n',
    },
    expect: { 'CONTAINER-HARDENING': { state: 'present' } },
  },
  {
    name: 'a broken Compose file',
    files: { 'compose.yml': 'services: [\n' },
    expect: { 'CONTAINER-HARDENING': { state: 'unknown', reason: 'compose.yml' } },
  },
  {
    name: 'an Android app that asks for little',
    files: {
      'app/src/main/AndroidManifest.xml':
        '<manifest>\n  <!-- <uses-permission android:name="android.permission.READ_SMS" /> -->\n  <uses-permission android:name="android.permission.INTERNET" />\n  <application><activity android:name=".A" /></application>\n</manifest>\n',
    },
    expect: {
      PERMISSIONS: {
        state: 'present',
        facts: {
          permissions: [
            { platform: 'Android', name: 'INTERNET', path: 'app/src/main/AndroidManifest.xml', line: 3 },
          ],
        },
      },
      'PRODUCT-FORM': {
        state: 'present',
        strength: 'medium',
        facts: { form: 'mobile-app', forms: ['mobile-app'] },
      },
    },
  },
  {
    name: 'an extension for every page',
    files: {
      'manifest.json':
        '{\n  "manifest_version": 3,\n  "permissions": ["storage"],\n  "host_permissions": ["<all_urls>"]\n}\n',
    },
    expect: {
      PERMISSIONS: { state: 'contrary', at: 'manifest.json:4' },
      'PRODUCT-FORM': {
        state: 'present',
        facts: { form: 'browser-extension', forms: ['browser-extension'] },
      },
    },
  },
  {
    name: 'units with and without limits',
    files: {
      'dist-files/a.service': '[Service]\nExecStart=/usr/bin/a\nNoNewPrivileges=yes\nProtectSystem=strict\n',
    },
    expect: { PERMISSIONS: { state: 'present', at: 'dist-files/a.service:3' } },
  },
  {
    name: 'a unit of root',
    files: { 'etc/a.service': '[Unit]\n[Service]\nExecStart=/usr/bin/a\n' },
    expect: { PERMISSIONS: { state: 'absent', at: 'etc/a.service:2' } },
  },
  {
    name: 'hardened C',
    files: {
      'CMakeLists.txt':
        'add_executable(a a.c)\nadd_compile_options(-fstack-protector-strong -D_FORTIFY_SOURCE=2)\nset(CMAKE_POSITION_INDEPENDENT_CODE ON)\nadd_link_options(-Wl,-z,relro -Wl,-z,now)\n# -fcf-protection\n',
      'a.c': 'int main(void) { return 0; }\n',
    },
    expect: {
      'BUILD-FLAGS': {
        state: 'present',
        strength: 'medium',
        facts: {
          flags: ['fortify-source', 'now', 'pie', 'relro', 'stack-protector'],
          missing: [],
          memory_safe_share: 0,
        },
      },
      'PRODUCT-FORM': {
        state: 'present',
        facts: { form: 'installed-software', forms: ['installed-software'] },
      },
    },
  },
  {
    name: 'hardening switched off',
    files: { Makefile: 'CFLAGS += -fno-stack-protector\n', 'a.c': 'int x;\n' },
    expect: { 'BUILD-FLAGS': { state: 'contrary', at: 'Makefile:1' } },
  },
  {
    name: 'languages that manage memory',
    files: {
      'src/lib.rs': 'pub fn a() {}\n',
      'Cargo.toml': '[package]\nname = "a"\n',
      'tests/big.c': 'int x;\n'.repeat(50),
    },
    expect: {
      'BUILD-FLAGS': {
        state: 'present',
        facts: { flags: [], missing: [], memory_safe_share: 1 },
        at: 'src/lib.rs:1',
      },
      'PRODUCT-FORM': {
        state: 'present',
        facts: { form: 'source-or-library', forms: ['source-or-library'] },
      },
      TRAITS: { state: 'present', facts: { traits: ['component'] } },
    },
  },
  {
    name: 'more than one form',
    files: {
      'snap/snapcraft.yaml': 'apps:\n  a:\n    plugs: [network]\n',
      'manifest.json': '{ "manifest_version": 3 }\n',
    },
    expect: {
      'PRODUCT-FORM': {
        state: 'present',
        strength: 'weak',
        facts: { form: null, forms: ['browser-extension', 'installed-software'] },
      },
      'UPDATE-MECH': { state: 'present' },
    },
  },
  {
    name: 'a program and a library in C, and fuzzing in another repository',
    files: {
      'src/CMakeLists.txt': 'add_executable(a a.c)\n',
      'lib/CMakeLists.txt': 'add_library(b b.c)\ninstall(TARGETS b)\n',
      'lib/b.c': 'int b;\n',
      '.github/workflows/f.yml':
        'on: push\njobs:\n  a:\n    uses: a/a-fuzzer/.github/workflows/ci.yml@main\n',
    },
    expect: {
      'PRODUCT-FORM': {
        state: 'present',
        facts: { form: null, forms: ['installed-software', 'source-or-library'] },
      },
      FUZZ: { state: 'unknown', reason: 'a-fuzzer' },
    },
  },
  {
    name: 'channels of updates',
    files: {
      'snap/snapcraft.yaml': 'apps: {}\n',
      '.github/workflows/r.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - run: twine upload dist/*\n      - run: npm publish --dry-run\n',
      'a.py': 'x = 1\n',
    },
    expect: {
      'UPDATE-MECH': {
        state: 'present',
        facts: { mechanisms: ['PyPI', 'Snap store (signed)'], verifies_signature: true },
      },
    },
  },
  {
    name: 'what a program does',
    files: {
      'src/a.py': 'import requests\n\nrequests.post(url, json=data)\nclass User(models.Model):\n    pass\n',
      'src/b.py': 'import RPi.GPIO as GPIO\n# sqlite3.connect(\n',
      'web/index.html': '<p>x</p>\n',
    },
    expect: {
      TRAITS: {
        state: 'present',
        facts: { traits: ['controls-devices', 'networked', 'sends-data', 'stores-data', 'user-interface'] },
      },
    },
  },
  {
    name: "the logger of Go's standard library",
    files: { 'main.go': 'package main\n\nimport (\n\t"log/slog"\n)\n\nfunc main() { slog.Info("up") }\n' },
    expect: {
      LOGGING: { state: 'present', facts: { hints: [{ kind: 'logger', path: 'main.go', line: 4 }] } },
    },
  },
  {
    name: 'loggers, events, limits and a second factor in code',
    files: {
      'src/a.py': 'log = logging.getLogger(__name__)\nlog.warning("login failed for %s", name)\n',
      'src/b.go':
        'package b\n\nvar s = http.Server{ReadHeaderTimeout: 5 * time.Second}\n\nvar ok = totp.Validate(code, key)\n',
    },
    expect: {
      LOGGING: {
        state: 'present',
        facts: {
          hints: [
            { kind: 'sign-in-event', path: 'src/a.py', line: 2 },
            { kind: 'logger', path: 'src/a.py', line: 1 },
          ],
        },
      },
      'RATE-LIMIT': { state: 'present', at: 'src/b.go:3' },
      'AUTH-LIBS': { state: 'present', facts: { libs: [], mfa_hint: true }, at: 'src/b.go:5' },
    },
  },
  {
    name: 'endless retries and an open relay',
    files: {
      'src/a.js': 'const options = { retries: Infinity }\n',
      'etc/main.cf.conf': 'mynetworks = 0.0.0.0/0\n',
    },
    expect: { 'NET-BEHAVIOUR': { state: 'contrary', at: 'etc/main.cf.conf:1' } },
  },
  {
    name: 'a socket for broadcast is shown, no more',
    files: { 'src/a.c': 'setsockopt(s, SOL_SOCKET, SO_BROADCAST, &on, sizeof on);\n' },
    expect: {
      'NET-BEHAVIOUR': {
        state: 'absent',
        facts: { hints: [{ kind: 'broadcast-or-multicast', path: 'src/a.c', line: 1 }] },
      },
    },
  },
  {
    name: 'fuzz targets and property tests',
    files: {
      'a.go': 'package a\n',
      'a_test.go': 'package a\n\nfunc FuzzA(f *testing.F) {\n}\n',
      'fuzz/b.c': 'int LLVMFuzzerTestOneInput(const uint8_t *d, size_t n) {\n',
      'tests/c.py': 'from hypothesis import given\n',
      '.clusterfuzzlite/Dockerfile': 'FROM x\n',
    },
    expect: {
      FUZZ: {
        state: 'present',
        facts: { tools: ['ClusterFuzzLite', 'go-fuzz', 'libFuzzer', 'property tests'] },
      },
    },
  },
  {
    name: 'CI that tests the running product',
    files: {
      '.github/workflows/d.yml': `on: push\njobs:\n  a:\n    steps:\n      - uses: zaproxy/action-baseline@${commit}\n      - run: trivy image app:1\n      - uses: actions/checkout@v4\n      - run: npm ci\n`,
      Dockerfile: `FROM debian@sha256:${digest}\nUSER app\n`,
    },
    expect: {
      'CI-DAST': { state: 'present', facts: { tools: ['Trivy image scan', 'ZAP'] } },
      PINNED: { state: 'present', strength: 'weak', facts: { pinned_share: 0.75 } },
    },
  },
  {
    name: 'build inputs by name',
    files: {
      '.github/workflows/d.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - run: pip install build\n',
    },
    expect: { PINNED: { state: 'absent', facts: { pinned_share: 0 } }, 'CI-DAST': { state: 'absent' } },
  },
  {
    name: 'a program in the tree, another in tests, and a wrapper',
    files: {
      'bin/tool': elf,
      'testdata/tool': elf,
      'gradle/wrapper/gradle-wrapper.jar': 'PK\u0003\u0004',
      LICENSE: 'text\n',
    },
    expect: {
      BINARIES: {
        state: 'contrary',
        facts: { paths: ['bin/tool'] },
        statement: '1 compiled program lies in the tree; 1 program of test data not counted.',
      },
    },
  },
  {
    name: 'copied code, and code that a lock file states',
    files: {
      'third_party/zlib/inflate.c': 'int x;\n',
      'static/jquery-3.7.1.min.js': 'x\n',
      'src/sqlite3.c': 'int y;\n',
      'deps/lua/src/lua.c': 'int z;\n',
      'deps/one.h': 'int z;\n',
      'app/deps/own.py': 'x = 1\n',
      'vendor/modules.txt': '# a\n',
      'vendor/github.com/a.go': 'package a\n',
      'src/generated/spdx-2.3.js': 'x\n',
      'src/chart-view.js': 'x\n',
      'src/three.js': 'x\n',
    },
    expect: {
      VENDORED: {
        state: 'contrary',
        facts: {
          paths: [
            'deps/lua/',
            'deps/one.h',
            'src/sqlite3.c',
            'static/jquery-3.7.1.min.js',
            'third_party/zlib/',
          ],
        },
      },
    },
  },
  {
    name: 'hints of money',
    files: {
      '.github/FUNDING.yml': 'github: x\n',
      'README.md': '# x\n\nSee https://vendor.io/pricing for plans.\n',
      'ee/src/a.ts': 'x\n',
      'src/b.ts': 'if (await validateLicenseKey(key)) run()\n',
    },
    expect: {
      MONETISATION: {
        state: 'present',
        statement:
          'Hints that money may be involved were found (folder of a paid edition, funding file, license-key, link to prices); they decide nothing by themselves.',
      },
    },
  },
]
