import { describe, expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { gradleLock } from './gradle-lock.ts'

const rows: readonly (readonly [line: string, row: string])[] = [
  [
    'g:a:1.0=runtimeClasspath,testRuntimeClasspath',
    '1 pkg:maven/g/a@1.0 unknown runtime [runtimeClasspath testRuntimeClasspath]',
  ],
  ['g:a:1.0=testCompileClasspath', '1 pkg:maven/g/a@1.0 unknown development [testCompileClasspath]'],
  ['g:a:1.0=compileClasspath', '1 pkg:maven/g/a@1.0 unknown peer [compileClasspath]'],
  [
    'g:a:1.0=annotationProcessor,checkstyle',
    '1 pkg:maven/g/a@1.0 unknown build [annotationProcessor checkstyle]',
  ],
  ['g:a:1.0=classpath', '1 pkg:maven/g/a@1.0 unknown build [classpath]'],
  ['g:a:1.0=ours,testRuntimeClasspath', '1 pkg:maven/g/a@1.0 unknown unknown [ours testRuntimeClasspath]'],
  ['g:a:1.0=', '1 pkg:maven/g/a@1.0 unknown unknown'],
]

describe('gradle.lockfile', () => {
  test.each(rows)('%s', (line, row) => {
    const read = readRows(gradleLock, `${line}\n`)
    expect([read.status, read.rows]).toEqual(['parsed', [row]])
  })

  test('comments and the list of empty configurations are no packages', () => {
    expect(readRows(gradleLock, '# by Gradle\r\n\r\nempty=archives\r\n')).toMatchObject({
      status: 'parsed',
      rows: [],
    })
  })

  test('the older format has one file for each configuration', () => {
    const path = 'gradle/dependency-locks/runtimeClasspath.lockfile'
    expect(readRows({ ...gradleLock, files: [path] }, 'g:a:1.0\n').rows).toEqual([
      '1 pkg:maven/g/a@1.0 unknown runtime [runtimeClasspath]',
    ])
  })

  test.each(['>>>', 'g:a=x', 'g:a:1:2=x', 'g::1=x', 'g:a b:1=x', 'g:a:1.0'])('%s is an issue', (line) => {
    expect(readRows(gradleLock, line)).toMatchObject({
      status: 'partial',
      rows: [],
      issues: ['ENTRY_UNREADABLE:1'],
    })
  })
})
