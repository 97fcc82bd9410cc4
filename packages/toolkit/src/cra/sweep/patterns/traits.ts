/** Table of data: names in code that tell what a product does: listens, stores, shows, controls. */
import type { Language } from '../languages.ts'
import type { CodePattern } from '../pattern.ts'

interface TraitMark {
  readonly kind: string
  readonly languages: readonly Language[]
  readonly words: readonly string[]
  readonly test: RegExp
}

const marks: readonly TraitMark[] = [
  {
    kind: 'networked',
    languages: ['js', 'py', 'go', 'java', 'cs', 'rb', 'php', 'rs', 'c', 'swift', 'dart', 'ex'],
    words: [
      'listen',
      'socket',
      'http.',
      'fetch(',
      'axios',
      'requests',
      'httpclient',
      'urlsession',
      'reqwest',
      'curl_easy',
      'grpc',
      'mqtt',
    ],
    test: /\b(?:http\.(?:ListenAndServe|createServer|Get|Post|NewRequest|Client)\b|net\.(?:Listen|Dial|createServer|connect)\b|socket\.socket\(|requests\.(?:get|post|put|Session)\(|httpx\.|aiohttp\b|axios(?:\.\w+)?\(|fetch\(|HttpClient\b|URLSession\b|reqwest::|curl_easy_(?:init|perform)\(|\blisten\(\s*\w+\s*,|grpc\.(?:NewServer|Dial)|TcpListener\b|ServerSocket\b|new WebSocket\()/,
  },
  {
    kind: 'transmits_data',
    languages: ['js', 'py', 'go', 'java', 'cs', 'rb', 'php', 'rs', 'c', 'swift', 'dart'],
    words: [
      'fetch(',
      'axios',
      'requests.',
      'http.',
      'httpclient',
      'urlsession',
      'reqwest',
      'curl_easy',
      'smtp',
      'mqtt',
    ],
    test: /\b(?:http\.(?:Post|NewRequest(?:WithContext)?)\(|requests\.(?:post|put|patch|Session)\(|axios(?:\.(?:post|put|patch))?\(|HttpClient\b|URLSession\.shared|reqwest::|curl_easy_perform\(|smtplib\.SMTP|nodemailer\.createTransport\()|\bfetch\([^;\n]{0,200}\bmethod\s*:\s*["'](?:POST|PUT|PATCH)/,
  },
  {
    kind: 'stores_data',
    languages: ['js', 'py', 'go', 'java', 'cs', 'rb', 'php', 'rs', 'swift', 'dart', 'sql', 'c', 'ex'],
    words: [
      'create table',
      'sqlite',
      'localstorage',
      'indexeddb',
      'gorm',
      'sqlalchemy',
      'mongoose',
      'models.model',
      'sql.open',
      'typeorm',
      'sharedpreferences',
      'coredata',
      'activerecord',
      'jparepository',
      'dbcontext',
      'createtable',
    ],
    test: /\b(?:CREATE TABLE\b|sqlite3(?:_open\w{0,4}\(|\.connect\()|localStorage\.setItem\(|indexedDB\.open\(|gorm\.Open\(|sql\.Open\(|create_engine\(|mongoose\.model\(|models\.Model\b|getSharedPreferences\(|NSPersistentContainer\b|ActiveRecord::Base\b|ApplicationRecord\b|JpaRepository\b|: DbContext\b|\.createTable\()/i,
  },
  {
    kind: 'controls_other_devices',
    languages: ['py', 'go', 'java', 'cs', 'rs', 'c', 'dart'],
    words: [
      'modbus',
      'gpio',
      'bacnet',
      'opcua',
      'opc-ua',
      'zigbee',
      'zwave',
      'canbus',
      'socketcan',
      'knx',
      'onvif',
    ],
    test: /(?:\b(?:import|from|require|include|use|using)\b[^\n]{0,60}["'<\s/.](?:py)?(?:modbus|gpio|bacnet|opcua|zigbee|zwave|socketcan|knx|onvif)[\w-]{0,20}|\bRPi\.GPIO\b)/i,
  },
  {
    kind: 'controls_other_devices',
    languages: ['js'],
    words: [
      'modbus',
      'gpio',
      'bacnet',
      'opcua',
      'opc-ua',
      'zigbee',
      'zwave',
      'canbus',
      'socketcan',
      'knx',
      'onvif',
    ],
    // A package, not a folder of the product that has such a name.
    test: /(?:\bfrom\s*|\brequire\(\s*)["'](?:@[\w-]{1,40}\/)?(?:node-)?(?:j?modbus|onoff|pigpio|rpi-gpio|bacnet|opcua|zigbee|zwave|socketcan|knx|onvif)[\w-]{0,20}["'/]/i,
  },
]

export const traitPatterns: readonly CodePattern[] = marks.map((mark) => ({ ...mark, group: 'traits' }))
