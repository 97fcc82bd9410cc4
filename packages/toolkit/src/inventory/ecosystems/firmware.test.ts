/** Manifests of firmware projects: exact versions, ranges, repositories, folders. */
import { describe, expect, test } from 'vitest'
import { rowsAs } from '../testing/parse-as.ts'
import { readRows } from '../testing/rows.ts'
import { memoryTree } from '../file-tree.ts'
import { readInventory } from '../read-inventory.ts'
import { arduinoLibrary } from './arduino-library.ts'
import { arduinoSketch } from './arduino-sketch.ts'
import { espIdfManifest } from './esp-idf-manifest.ts'
import { platformio } from './platformio.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'

describe('platformio.ini', () => {
  test('libraries, platforms and tools of several environments', () => {
    const read = readRows(
      platformio,
      [
        '[platformio]',
        'default_envs = esp',
        '; a comment',
        '[common]',
        'libs_shared =',
        '    knolleary/PubSubClient @ 2.8.0',
        '[env]',
        'lib_deps =',
        '    bblanchon/ArduinoJson@^6.19 ; parses',
        '    ${common.libs_shared}',
        '[env:esp]',
        'platform = platformio/espressif32 @ 6.4.0',
        'board = esp32dev',
        'framework = arduino',
        'platform_packages =',
        '    toolchain-xtensa-esp32s3 @ 12.2.0+20230208',
        '    framework-arduinoespressif32 @ https://github.com/espressif/arduino-esp32.git#3.0.2',
        'lib_deps =',
        '    ${env.lib_deps}',
        '    Adafruit NeoPixel @ >=1.10, <2.0',
        `    https://git.example/t/lib.git#${commit}`,
        '    timer=https://git.example/t/timer#main',
        '    https://files.example/z.zip',
        '    symlink://../shared',
        '',
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '9 pkg:generic/bblanchon/ArduinoJson direct runtime wants ^6.19',
      '6 pkg:generic/knolleary/PubSubClient@2.8.0 direct runtime',
      '12 pkg:generic/platformio/espressif32@6.4.0 direct runtime [esp]',
      '16 pkg:generic/toolchain-xtensa-esp32s3@12.2.0%2B20230208 direct build [esp]',
      '17 pkg:generic/arduino-esp32@3.0.2 direct runtime [esp] git alias framework-arduinoespressif32',
      '20 pkg:generic/Adafruit%20NeoPixel direct runtime [esp] wants >=1.10, <2.0',
      `21 pkg:generic/lib@${commit} direct runtime [esp] git`,
      '22 pkg:generic/timer direct runtime [esp] git alias timer wants main',
      '23 pkg:generic/z.zip direct runtime [esp] url',
      '24 pkg:generic/shared direct runtime [esp] path',
    ])
    expect(read.issues).toEqual(['LOCK_MISSING:9'])
  })

  test('a number of the registry and a variable are told of, and the number is listed', () => {
    const text = '[env:a]\nlib_deps = 64@5.6.0, ${sysenv.LIBS}\n'
    const read = readRows(platformio, text)
    expect([read.rows, read.issues]).toEqual([[], ['ENTRY_UNREADABLE:2', 'ENTRY_UNREADABLE:2']])
    const { unidentified } = readInventory(memoryTree({ 'platformio.ini': text }), { name: 'x' })
    expect(unidentified?.map(({ name, version }) => `${name} ${version}`)).toEqual([
      'PlatformIO library 64 5.6.0',
    ])
  })

  test('names in one line, with and without blanks behind the commas', () => {
    const text = '[env:a]\nlib_deps = PubSubClient,NeoPixelBus, ArduinoJSON@>=5,<6,  i2cdevlib-ADS1115\n'
    expect(readRows(platformio, text).rows).toEqual([
      '2 pkg:generic/PubSubClient direct runtime [a]',
      '2 pkg:generic/NeoPixelBus direct runtime [a]',
      '2 pkg:generic/ArduinoJSON direct runtime [a] wants >=5, <6',
      '2 pkg:generic/i2cdevlib-ADS1115 direct runtime [a]',
    ])
  })

  test('settings that stand for each other end; other settings state nothing', () => {
    expect(readRows(platformio, '[a]\nx = ${a.y}\ny = ${a.x}\nlib_deps = ${a.x}\n').rows).toEqual([])
    expect(readRows(platformio, '[env:a]\nmonitor_speed = 115200\n')).toMatchObject({
      rows: [],
      status: 'parsed',
    })
  })
})

describe('library.properties', () => {
  const library = (version: string): string =>
    `name=Servo\nversion=${version}\nauthor=A\nmaintainer=M <m@example.org>\nsentence=Moves.\nparagraph=Far.\ncategory=Device Control\nurl=http://x.example\narchitectures=avr\ndepends=Wire, Adafruit BusIO (>=1.0.0), Pinned (=1.2.3)\n`

  test('a copy in a folder is a component; in the scanned folder it is the product', () => {
    const copy = rowsAs(arduinoLibrary, 'libraries/Servo/library.properties', library('1.2.1'))
    expect(copy.rows).toEqual([
      '10 pkg:generic/Wire direct runtime',
      '10 pkg:generic/Adafruit%20BusIO direct runtime wants >=1.0.0',
      '10 pkg:generic/Pinned@1.2.3 direct runtime',
      '1 pkg:generic/Servo@1.2.1 unknown unknown path',
    ])
    expect(copy.issues).toEqual(['LOCK_MISSING:10'])
    expect(readRows(arduinoLibrary, library('1.2.1')).rows.at(-1)).toBe(
      '1 pkg:generic/Servo@1.2.1 unknown unknown workspace first-party',
    )
  })

  test('no version, no name', () => {
    const open = rowsAs(arduinoLibrary, 'lib/S/library.properties', 'name=S\nversion=\nmaintainer=M\n')
    expect([open.rows, open.issues]).toEqual([
      ['1 pkg:generic/S unknown unknown path'],
      ['VERSION_UNRESOLVED:2'],
    ])
    expect(readRows(arduinoLibrary, 'name=\nversion=1\nmaintainer=M\n').issues).toEqual([
      'ENTRY_UNREADABLE:1',
    ])
  })

  test('a library of Processing is none of Arduino', () => {
    expect(arduinoLibrary.accepts?.(library('1.0.0'))).toBe(true)
    expect(arduinoLibrary.accepts?.('name=Video\nauthors=A\nversion=1\nprettyVersion=1.0\n')).toBe(false)
  })
})

describe('sketch.yaml', () => {
  test('profiles with cores and libraries', () => {
    const read = readRows(
      arduinoSketch,
      [
        'profiles:',
        '  hottub:',
        '    fqbn: esp32:esp32:esp32s3:CDCOnBoot=cdc',
        '    platforms:',
        '      - platform: esp32:esp32 (3.3.10)',
        '        platform_index_url: https://x.example/package_esp32_index.json',
        '      - platform: arduino:avr',
        '    libraries:',
        '      - WiFiManager (2.0.17)',
        '      - Adafruit NeoPixel',
        '      - dir: ../own',
        '      - dependency: Adafruit BusIO (1.16.3)',
        '      - git: https://git.example/t/lib.git#main',
        'default_profile: hottub',
        '',
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '5 pkg:generic/esp32/esp32@3.3.10 direct runtime [hottub]',
      '7 pkg:generic/arduino/avr direct runtime [hottub]',
      '8 pkg:generic/WiFiManager@2.0.17 direct runtime [hottub]',
      '8 pkg:generic/Adafruit%20NeoPixel direct runtime [hottub]',
      '12 pkg:generic/Adafruit%20BusIO@1.16.3 transitive runtime [hottub]',
      '13 pkg:generic/lib direct runtime [hottub] git wants main',
    ])
    expect(read.issues).toEqual(['VERSION_UNRESOLVED:7', 'VERSION_UNRESOLVED:8', 'VERSION_UNRESOLVED:13'])
  })

  test('what is no name is told of; a file of that name without profiles is none of Arduino', () => {
    const read = readRows(arduinoSketch, 'profiles:\n  a:\n    platforms:\n      - platform: esp32\n')
    expect([read.rows, read.issues]).toEqual([[], ['ENTRY_UNREADABLE:4']])
    expect(arduinoSketch.accepts?.('artboards:\n  - a\n')).toBe(false)
  })
})

describe('idf_component.yml', () => {
  const manifest = [
    'version: "1.4.0"',
    'license: Apache-2.0',
    'dependencies:',
    '  idf: ">=5.0"',
    '  esp_tinyusb: "^2.0.0"',
    '  lvgl/lvgl:',
    '    version: ==8.3.11',
    '  stream:',
    '    git: https://git.example/t/stream.git',
    '    path: components/stream',
    '    version: v0.1.0',
    '  own:',
    '    path: ../own',
    '',
  ].join('\n')
  const wanted = [
    '3 pkg:generic/esp-idf direct runtime wants >=5.0',
    '3 pkg:generic/espressif/esp_tinyusb direct runtime wants ^2.0.0',
    '6 pkg:generic/lvgl/lvgl@8.3.11 direct runtime',
    '8 pkg:generic/stream@v0.1.0 direct runtime git',
    '12 pkg:generic/own direct runtime path',
  ]

  test('what the project asks for; a component with a version in a folder is a copy', () => {
    const own = rowsAs(espIdfManifest, 'main/idf_component.yml', manifest)
    expect([own.rows, own.issues]).toEqual([wanted, ['LOCK_MISSING:3']])
    expect(rowsAs(espIdfManifest, 'managed_components/a__b/idf_component.yml', manifest).rows).toEqual([
      ...wanted,
      '1 pkg:generic/a/b@1.4.0 unknown unknown path license Apache-2.0',
    ])
  })

  test('the lock file of the project states it better', () => {
    const lock = 'dependencies:\n  idf:\n    source:\n      type: idf\n    version: 5.1.2\nversion: 2.0.0\n'
    const status = (files: Readonly<Record<string, string>>): readonly string[] =>
      readInventory(memoryTree(files), { name: 'x' }).files.map((file) => `${file.path} ${file.status}`)
    expect(status({ 'fw/main/idf_component.yml': manifest, 'fw/dependencies.lock': lock })).toEqual([
      'fw/dependencies.lock parsed',
      'fw/main/idf_component.yml skipped',
    ])
    const copied = {
      'fw/components/tusb/idf_component.yml': manifest,
      'fw/managed_components/a__b/idf_component.yml': manifest,
      'fw/dependencies.lock': lock,
    }
    expect(status(copied)).toEqual([
      'fw/components/tusb/idf_component.yml parsed',
      'fw/dependencies.lock parsed',
      'fw/managed_components/a__b/idf_component.yml skipped',
    ])
    const { components } = readInventory(memoryTree(copied), { name: 'x' })
    expect(components.map(({ purl }) => purl)).toEqual([
      'pkg:generic/esp-idf@5.1.2',
      'pkg:generic/tusb@1.4.0',
    ])
    expect(status({ 'main/idf_component.yml': manifest })).toEqual(['main/idf_component.yml partial'])
    expect(rowsAs(espIdfManifest, 'main/idf_component.yml', '- a\n').status).toBe('unreadable')
  })
})
