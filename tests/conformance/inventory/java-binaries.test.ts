/** Archives of Java: those of a local Maven repository, whose paths tell their coordinates, and those made by hand. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sha1Hex } from '../../../packages/toolkit/src/base/index.ts'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import type { Inventory } from '../../../packages/toolkit/src/model/index.ts'
import { deflatedZip, storedZip } from './zip-writer.ts'

function look(bytes: Uint8Array, name = 'app.jar'): Inventory {
  return readInventory(memoryTree({ [name]: bytes }), { name: 'product' })
}

function purls(inventory: Inventory): readonly string[] {
  return inventory.components.map((one) => one.purl)
}

function evidence(inventory: Inventory): readonly string[] {
  return inventory.components.map((one) => `${one.purl} ${one.evidence.map(({ path }) => path).join(' ')}`)
}

function properties(group: string, artifact: string, version: string): readonly [string, string] {
  return [
    `META-INF/maven/${group}/${artifact}/pom.properties`,
    `#Created by Apache Maven 3.9.6\nartifactId=${artifact}\ngroupId=${group}\nversion=${version}\n`,
  ]
}

const repository = join(homedir(), '.m2/repository')

const isThere = existsSync(repository)

describe.skipIf(!isThere)(
  isThere ? 'a local repository' : 'a local repository (skipped: there is none on this machine)',
  () => {
    // Read where the tests are skipped, too.
    const paths = isThere ? readdirSync(repository, { recursive: true, encoding: 'utf8' }) : []
    const jars = paths.filter(
      (path) => /-\d[^/]*\.jar$/.test(path) && !/-(?:sources|javadoc|tests)\.jar$/.test(path),
    )
    test('no archive is taken for another one: its coordinates are those of its path, or it has no purl', () => {
      const wrong: string[] = []
      let known = 0
      for (const path of jars) {
        const parts = path.split('/')
        const [version, artifact] = [parts.at(-2), parts.at(-3)]
        const own = `pkg:maven/${parts.slice(0, -3).join('.')}/${artifact}@${version}`
        const bytes = readFileSync(join(repository, path))
        const found = look(bytes, parts.at(-1))
        const named = found.components.filter(({ hashes }) =>
          hashes.some(({ value }) => value === sha1Hex(bytes)),
        )
        if (named.some(({ purl }) => purl !== own))
          wrong.push(`${path}: ${named.map(({ purl }) => purl).join(' ')}`)
        if (named.length === 1) known++
        if (found.components.length + (found.unidentified?.length ?? 0) === 0) wrong.push(`${path}: nothing`)
      }
      expect(wrong).toEqual([])
      if (jars.length > 20) expect(known).toBeGreaterThan(jars.length / 3)
    })
  },
)

const hasJar = spawnSync('jar', ['--version']).status === 0

describe.skipIf(!hasJar)(hasJar ? 'the jar tool' : 'the jar tool (skipped: not on this machine)', () => {
  test('an archive that it writes, in one that it writes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jar-'))
    mkdirSync(join(folder, 'META-INF/maven/org.example/inner'), { recursive: true })
    writeFileSync(
      join(folder, ...properties('org.example', 'inner', '1.0')[0].split('/')),
      properties('org.example', 'inner', '1.0')[1],
    )
    mkdirSync(join(folder, 'BOOT-INF/lib'), { recursive: true })
    execFileSync('jar', ['cf', 'BOOT-INF/lib/inner-1.0.jar', 'META-INF'], { cwd: folder })
    writeFileSync(join(folder, 'facts.mf'), 'Implementation-Title: shop\nImplementation-Version: 2.0\n')
    execFileSync('jar', ['cfm', 'shop.jar', 'facts.mf', 'BOOT-INF'], { cwd: folder })
    const found = look(readFileSync(join(folder, 'shop.jar')), 'shop.jar')
    rmSync(folder, { recursive: true })
    expect(evidence(found)).toEqual(['pkg:maven/org.example/inner@1.0 shop.jar!/BOOT-INF/lib/inner-1.0.jar'])
    expect(found.unidentified).toMatchObject([{ name: 'shop', version: '2.0', path: 'shop.jar' }])
  })
})

describe('archives made by hand', () => {
  const inner = deflatedZip([properties('org.example', 'inner', '1.0')])

  test('archives in archives, with their place, hash and edge', () => {
    const middle = deflatedZip([
      properties('org.example', 'middle', '2.0'),
      ['WEB-INF/lib/inner-1.0.jar', inner],
    ])
    const found = look(
      deflatedZip([properties('org.example', 'app', '3.0'), ['lib/middle-2.0.war', middle]]),
      'app-3.0.ear',
    )
    expect(evidence(found)).toEqual([
      'pkg:maven/org.example/app@3.0 app-3.0.ear',
      'pkg:maven/org.example/inner@1.0 app-3.0.ear!/lib/middle-2.0.war!/WEB-INF/lib/inner-1.0.jar',
      'pkg:maven/org.example/middle@2.0 app-3.0.ear!/lib/middle-2.0.war',
    ])
    expect(found.components.map(({ dependsOn }) => dependsOn.join(' '))).toEqual([
      'pkg:maven/org.example/middle@2.0',
      '',
      'pkg:maven/org.example/inner@1.0',
    ])
    expect(found.components[1]?.hashes[0]).toEqual({ algorithm: 'SHA-1', value: sha1Hex(inner) })
  })

  test('several projects in one archive are all listed; the hash is only of the one whose name it bears', () => {
    const shaded = deflatedZip([
      properties('org.example', 'app', '3.0'),
      properties('com.google.guava', 'guava', '30.0-jre'),
    ])
    const found = look(shaded, 'app-3.0-all.jar')
    expect(purls(found)).toEqual([
      'pkg:maven/com.google.guava/guava@30.0-jre',
      'pkg:maven/org.example/app@3.0',
    ])
    expect(found.components.map(({ hashes }) => hashes.length)).toEqual([0, 2])
    expect(found.components[1]?.dependsOn).toEqual(['pkg:maven/com.google.guava/guava@30.0-jre'])
  })

  test('without coordinates there is no purl, whatever manifest and file name say', () => {
    const manifest =
      'Manifest-Version: 1.0\r\nBundle-SymbolicName: org.example.thi\r\n ng;singleton:=true\r\nBundle-Version: 1.2.0\r\n'
    const found = look(storedZip([['META-INF/MANIFEST.MF', manifest]]), 'commons-thing-1.2.jar')
    expect(purls(found)).toEqual([])
    expect(found.unidentified).toMatchObject([{ name: 'org.example.thing', version: '1.2.0' }])
    const bare = look(storedZip([['a.class', 'x']]), 'log4j-core-2.14.1.jar')
    expect(purls(bare)).toEqual([])
    expect(bare.unidentified).toMatchObject([{ name: 'log4j-core', version: '2.14.1' }])
  })

  test('Spring is known by its module names, which nobody else bears', () => {
    const spring = (title: string): Buffer =>
      storedZip([
        [
          'META-INF/MANIFEST.MF',
          `Implementation-Title: ${title}\nImplementation-Version: 5.3.17\nAutomatic-Module-Name: spring.beans\n`,
        ],
      ])
    expect(purls(look(spring('spring-beans'), 'spring-beans-5.3.17.jar'))).toEqual([
      'pkg:maven/org.springframework/spring-beans@5.3.17',
    ])
    expect(purls(look(spring('other'), 'spring-beans-5.3.17.jar'))).toEqual([])
  })

  test('a pom is read where properties are missing; a variable is no version', () => {
    const pom =
      '<project><parent><groupId>org.example</groupId><artifactId>p</artifactId><version>7</version></parent><artifactId>lib</artifactId></project>'
    const found = look(storedZip([['META-INF/maven/org.example/lib/pom.xml', pom]]), 'lib-7.jar')
    expect(purls(found)).toEqual(['pkg:maven/org.example/lib@7'])
    const open = look(storedZip([properties('org.example', 'lib', '$' + '{revision}')]), 'lib.jar')
    expect(purls(open)).toEqual(['pkg:maven/org.example/lib'])
    expect(open.issues.map(({ code }) => code)).toContain('VERSION_UNRESOLVED')
  })

  test('a script before the archive does no harm', () => {
    const found = look(
      Buffer.concat([Buffer.from('#!/bin/bash\nexec java -jar "$0"\n'), inner]),
      'inner-1.0.jar',
    )
    expect(purls(found)).toEqual(['pkg:maven/org.example/inner@1.0'])
  })
})

describe('hostile archives', () => {
  const good = deflatedZip([properties('org.example', 'inner', '1.0'), ['a.txt', 'x'.repeat(1000)]])

  test('cut anywhere: an answer, and never a package without a word', () => {
    for (let size = 4; size < good.length; size++) {
      const { files, issues } = look(good.subarray(0, size))
      expect(files.map(({ status }) => status)).toEqual(['unreadable'])
      expect(issues.map(({ code }) => code)).toEqual(['SYNTAX_INVALID'])
    }
  })

  test('every byte turned: an answer, no failure of ours', () => {
    for (let at = 2; at < good.length; at++) {
      const bytes = Buffer.from(good)
      bytes[at] = 0xff - (bytes[at] ?? 0)
      expect(look(bytes).issues.some(({ code }) => code === 'PARSER_FAILED')).toBe(false)
    }
  })

  test('a bomb in it is named, the rest is read', () => {
    const bomb = deflatedZip([['META-INF/maven/a/b/pom.properties', Buffer.alloc(3 * 1024 * 1024)]])
    const found = look(
      deflatedZip([
        ['lib/bomb.jar', bomb],
        ['lib/inner-1.0.jar', good],
      ]),
    )
    expect(purls(found)).toEqual(['pkg:maven/org.example/inner@1.0'])
    expect(found.issues.map(({ code }) => code)).toEqual(['ENTRY_UNREADABLE'])
    expect(found.files.map(({ status }) => status)).toEqual(['partial'])
  })

  test('sixty thousand archives in one, and a hundred levels: soon, said once', () => {
    const many = storedZip(
      Array.from({ length: 60_000 }, (_, at): [string, Uint8Array] => [`${at}.jar`, good.subarray(0, 0)]),
    )
    const start = performance.now()
    const flat = look(many)
    expect(performance.now() - start).toBeLessThan(20_000)
    expect(flat.issues.filter(({ code }) => code === 'NESTING_TOO_DEEP')).toHaveLength(1)
    expect(flat.issues.length).toBeLessThan(30)
    let deep: Uint8Array = good
    for (let level = 0; level < 100; level++) deep = storedZip([['x.jar', deep]])
    expect(look(deep).issues.map(({ code }) => code)).toEqual(['NESTING_TOO_DEEP'])
  })
})
