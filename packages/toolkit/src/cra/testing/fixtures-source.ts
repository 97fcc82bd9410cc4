/** Table of data: small trees for the signals of source code, with the traps that must not be taken for finds. */
import type { Fixture } from './fixture.ts'

export const sourceFixtures: readonly Fixture[] = [
  {
    name: 'code without anything to find',
    files: { 'src/a.py': 'def add(a, b):\n    return a + b\n', 'app.c': 'int main(void) { return 0; }\n' },
    expect: {
      SECRETS: { state: 'absent', facts: { count: 0, paths: [] } },
      'DEFAULT-CREDS': { state: 'absent', facts: { count: 0, paths: [] } },
      'DEBUG-DEFAULT': { state: 'absent', facts: { findings: [] } },
      'TLS-CONFIG': { state: 'absent', facts: { findings: [] } },
      'LOG-SECRETS': { state: 'absent', facts: { findings: [] } },
      'NET-BEHAVIOUR': { state: 'absent', facts: { hints: [] } },
      BINARIES: { state: 'absent', facts: { paths: [] } },
      VENDORED: { state: 'absent', facts: { paths: [] } },
      LOGGING: { state: 'absent', facts: { hints: [] } },
      'RATE-LIMIT': { state: 'absent', facts: { hints: [] } },
      'DELETE-API': { state: 'absent', facts: { hints: [] } },
      FUZZ: { state: 'absent', facts: { tools: [] } },
      'UPDATE-MECH': { state: 'absent', facts: { mechanisms: [], verifies_signature: null } },
      'AUTH-LIBS': { state: 'absent', facts: { libs: [], mfa_hint: false } },
      MONETISATION: { state: 'absent', facts: { hints: [] } },
      'CI-DAST': { state: 'absent', facts: { tools: [] } },
      'BUILD-FLAGS': {
        state: 'absent',
        strength: 'weak',
        facts: {
          flags: [],
          missing: ['stack-protector', 'fortify-source', 'pie', 'relro', 'now'],
          memory_safe_share: 0.52,
        },
      },
      PERMISSIONS: { state: 'unknown', reason: 'no manifest' },
      OPENAPI: { state: 'unknown', facts: { operations: null, unsecured: null } },
      'CONTAINER-HARDENING': { state: 'unknown', reason: 'no container' },
      PINNED: { state: 'unknown', facts: { pinned_share: null } },
      'PRODUCT-FORM': { state: 'unknown', facts: { form: null, forms: [] } },
      TRAITS: { state: 'unknown', facts: { traits: null } },
    },
  },
  {
    name: 'no code at all',
    files: { 'README.md': '# x\n' },
    expect: {
      FUZZ: { state: 'unknown' },
      'DELETE-API': { state: 'unknown' },
      'RATE-LIMIT': { state: 'unknown' },
      LOGGING: { state: 'unknown' },
      'AUTH-LIBS': { state: 'unknown', facts: { mfa_hint: null } },
      'UPDATE-MECH': { state: 'unknown' },
      'BUILD-FLAGS': { state: 'unknown', facts: { memory_safe_share: null } },
      'TLS-CONFIG': { state: 'absent' },
    },
  },
  {
    name: 'certificate checks that are off, in four languages',
    files: {
      'src/client.js': 'const agent = new https.Agent({\n  rejectUnauthorized: false,\n})\n',
      'src/fetch.py': 'r = requests.get(url, timeout=3, verify=False)\n',
      'net/dial.go': 'package net\n\nvar c = &tls.Config{InsecureSkipVerify: true}\n',
      'lib/get.c': 'curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 0L);\n',
    },
    expect: {
      'TLS-CONFIG': {
        state: 'contrary',
        strength: 'medium',
        facts: {
          findings: [
            {
              kind: 'certificate-check-off',
              path: 'lib/get.c',
              line: 1,
              detail: 'CURLOPT_SSL_VERIFYPEER, 0L',
            },
            {
              kind: 'certificate-check-off',
              path: 'net/dial.go',
              line: 3,
              detail: 'InsecureSkipVerify: true',
            },
            {
              kind: 'certificate-check-off',
              path: 'src/client.js',
              line: 2,
              detail: 'rejectUnauthorized: false',
            },
            {
              kind: 'certificate-check-off',
              path: 'src/fetch.py',
              line: 1,
              detail: 'requests.get(url, timeout=3, verify=False',
            },
          ],
        },
        at: 'lib/get.c:1',
      },
      'DEBUG-DEFAULT': { state: 'contrary', strength: 'medium' },
    },
  },
  {
    name: 'words about certificate checks that are no setting',
    files: {
      'src/client.js':
        "// never set rejectUnauthorized: false here\nconst hint = 'do not use rejectUnauthorized: false'\n/* rejectUnauthorized: false */\nconst a = { rejectUnauthorized: options.verify }\n",
      'src/option.js':
        'if (options.insecure) {\n  agent = new https.Agent({\n    rejectUnauthorized: false,\n  })\n}\n',
      'src/doc.py':
        'def get(url):\n    """Call requests.get(url, verify=False) only in tests."""\n    return requests.get(url)\n',
      'src/help.py': "text = 'requests.get(url, verify=False)'\n# requests.get(url, verify=False)\n",
      'tests/a.py': 'requests.get(url, verify=False)\n',
      'src/a_test.go': 'package a\nvar c = &tls.Config{InsecureSkipVerify: true}\n',
      'examples/b.go': 'package b\nvar c = &tls.Config{InsecureSkipVerify: true}\n',
      'docs/c.md': 'requests.get(url, verify=False)\n',
      'src/opt.go':
        'package a\nfunc f(o Opt) {\n\tif o.Insecure {\n\t\tc.InsecureSkipVerify = true\n\t}\n\td := &tls.Config{InsecureSkipVerify: o.Insecure}\n}\n',
      'third_party/x/d.py': 'requests.get(url, verify=False)\n',
      'dist/app.js': 'const a = { rejectUnauthorized: false }\n',
    },
    expect: {
      'TLS-CONFIG': { state: 'absent', facts: { findings: [] } },
      'DEBUG-DEFAULT': { state: 'absent' },
    },
  },
  {
    name: 'old protocols, broken ciphers, services in the clear',
    files: {
      'a/A.java': 'class A { Cipher c = Cipher.getInstance("DES/ECB/PKCS5Padding"); }\n',
      'a/b.go': 'package a\n\nvar c = tls.Config{MinVersion: tls.VersionTLS10}\n',
      'a/c.js':
        "const API_URL = 'http://api.vendor.io/v1'\nconst h = crypto.createHash('md5').update(password)\n",
    },
    expect: {
      'TLS-CONFIG': {
        state: 'contrary',
        statement:
          "In 4 places of the product's sources a protocol older than TLS 1.2 is allowed; a service is addressed with http; a broken cipher or mode is used; MD5 or SHA-1 is used on a secret.",
      },
    },
  },
  {
    name: 'addresses and digests that harm nobody',
    files: {
      'a/c.js':
        "const apiUrl = 'http://localhost:3000'\nconst endpoint = 'http://prometheus:9090'\nconst serviceUrl = 'http://10.0.0.1/x'\nconst ns = 'http://www.w3.org/2000/svg'\nconst etag = crypto.createHash('md5').update(body)\nconst api_url = 'http://api.example.com'\n",
      'a/d.go': 'package a\n\nvar c = tls.Config{MinVersion: tls.VersionTLS12}\n',
      'a/e.py': 'key = hashlib.md5(path.encode(), usedforsecurity=False)\n',
    },
    expect: { 'TLS-CONFIG': { state: 'absent' } },
  },
  {
    name: 'debug mode and any origin',
    files: {
      'app/settings.py': 'DEBUG = True\nCORS_ORIGIN_ALLOW_ALL = True\n',
      '.env': 'APP_DEBUG=true\n',
      Dockerfile: 'FROM node:22\nENV NODE_ENV=development\n',
    },
    expect: {
      'DEBUG-DEFAULT': {
        state: 'contrary',
        strength: 'medium',
        statement:
          'By default, in 4 places: pages of any origin may call; debug mode is on; the development mode is set in an image.',
        at: '.env:1',
      },
    },
  },
  {
    name: 'any origin alone is worth a look, no more',
    files: { 'src/s.js': 'res.setHeader("Access-Control-Allow-Origin", "*")\n' },
    expect: { 'DEBUG-DEFAULT': { state: 'contrary', strength: 'weak' } },
  },
  {
    name: 'debug in settings of developers',
    files: {
      'app/settings/dev.py': 'x = 1\n',
      'app/settings.py': 'DEBUG = env.bool("DEBUG", False)\nif LOCAL:\n    DEBUG = True\n',
      '.env.example': 'APP_DEBUG=true\n',
      'compose.dev.yml': 'services:\n  a:\n    environment:\n      APP_DEBUG: "true"\n',
    },
    expect: { 'DEBUG-DEFAULT': { state: 'absent' } },
  },
  {
    name: 'default passwords in Compose, settings and code',
    files: {
      'docker-compose.yml':
        'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: Sommer77\n  app:\n    environment:\n      - ADMIN_PASSWORD=${ADMIN_PASSWORD:-admin}\n',
      'config/app.yaml': 'admin:\n  password: changeme\n',
      'src/seed.ts': "export const DEFAULT_ADMIN_PASSWORD = 'letmein-1'\n",
      'src/db.py': 'URL = "postgresql://app:postgres@db.vendor.io/app"\n',
    },
    expect: {
      'DEFAULT-CREDS': {
        state: 'contrary',
        facts: { count: 5, paths: ['config/app.yaml', 'docker-compose.yml', 'src/db.py', 'src/seed.ts'] },
      },
    },
  },
  {
    name: 'passwords that are asked for, shown or tested',
    files: {
      'docker-compose.yml':
        'services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD}\n      OTHER_PASSWORD: ${X_PASSWORD:?set it}\n      MYSQL_PASSWORD_FILE: /run/secrets/p\n',
      'deploy/compose.yml':
        '# Compose for the project\n# It is intended for development purposes only.\nservices:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres\n',
      'locales/en.json': '{ "password": "password" }\n',
      'src/form.vue':
        '<input type="password" name="password" placeholder="postgres://username:password@host:port/db">\n',
      'config/app.yaml':
        'db:\n  password: ""\n  passwordSecret: app-db\njava:\n  cacerts_password: changeit\n',
      'tests/conf.yaml': 'password: admin\n',
      '.env.sample': 'DB_PASSWORD=admin\n',
    },
    expect: { 'DEFAULT-CREDS': { state: 'absent', facts: { count: 0, paths: [] } } },
  },
  {
    name: 'keys and tokens in the product, others in tests',
    files: {
      'src/push.js': `const token = 'ghp_${'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ'}0mLq17'\n`,
      'deploy/tls.key': `-----BEGIN ${'PRIVATE'} KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n-----END ${'PRIVATE'} KEY-----\n`,
      'tests/a.key': `-----BEGIN ${'RSA PRIVATE'} KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n`,
      'config/prod.yml': 'api:\n  secret_key: "q8Xv2Lz9RtB4mNc7Yw1KfJ6hPs3DgT5a"\n',
    },
    expect: {
      SECRETS: {
        state: 'contrary',
        facts: { count: 3, paths: ['config/prod.yml', 'src/push.js', 'deploy/tls.key'] },
        statement:
          '3 places look like a committed key or token (github-token, private-key, random-value); 1 more in tests, examples or documents not counted.',
      },
    },
  },
  {
    name: 'what only looks like a key',
    files: {
      'src/a.js': `const wrong = 'ghp_${'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ'}0mLq18'\nconst id = '${'AKIA'}IOSFODNN7EXAMPLE'\n`,
      'src/parse.py': `if line.startswith("-----BEGIN ${'PRIVATE'} KEY-----"):\n    pass\n`,
      'src/form.vue': `<textarea placeholder="-----BEGIN ${'PRIVATE'} KEY-----" />\n`,
      'src/b.ts':
        "const secretKeyName = 'applicationSettingsSecretKeyName'\nconst apiKey = process.env.API_KEY\n",
      'certs/ca.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      'certs/enc.key': `-----BEGIN ${'RSA PRIVATE'} KEY-----\nProc-Type: 4,ENCRYPTED\n\nabc\n`,
      'package-lock.json': '{ "secret": "q8Xv2Lz9RtB4mNc7Yw1KfJ6hPs3DgT5a" }\n',
    },
    expect: { SECRETS: { state: 'absent', facts: { count: 0, paths: [] } } },
  },
  {
    name: 'passwords in logs, and calls that only speak of them',
    files: {
      'src/bad.js': 'console.log("try", user, password)\nlogger.info(`token ${config.apiKey}`)\n',
      'src/bad.py': 'logger.debug(f"login {user} {password}")\n',
    },
    expect: {
      'LOG-SECRETS': {
        state: 'contrary',
        strength: 'weak',
        facts: {
          findings: [
            { kind: 'secret-as-argument', path: 'src/bad.js', line: 1, detail: 'password' },
            { kind: 'secret-in-text', path: 'src/bad.js', line: 2, detail: 'apiKey' },
            { kind: 'secret-in-text', path: 'src/bad.py', line: 1, detail: 'password' },
          ],
        },
      },
    },
  },
  {
    name: 'logs that speak of passwords and hold none',
    files: {
      'src/ok.js':
        'console.log("wrong password")\nlogger.info("password changed", user.id)\nlogger.warn(mask(password))\nlog.debug(passwordResetUrl, password.length)\nlog.warn(Type.ACCESS_TOKEN)\n// console.log(password)\n',
    },
    expect: { 'LOG-SECRETS': { state: 'absent' } },
  },
]
