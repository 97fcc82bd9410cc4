/** Table of data: names in code that hint at logging, limits, deletion, sign-in, updates, and behaviour on the network. */
import type { CodePattern, PatternGroup } from '../pattern.ts'
import type { Language } from '../languages.ts'

const code: readonly Language[] = [
  'js',
  'py',
  'go',
  'java',
  'cs',
  'rb',
  'php',
  'rs',
  'swift',
  'dart',
  'c',
  'ex',
]

interface Hint {
  readonly kind: string
  readonly words: readonly string[]
  readonly test: RegExp
  readonly languages?: readonly Language[]
  readonly unless?: RegExp
  readonly ignoresStrings?: true
}

function hints(group: PatternGroup, rows: readonly Hint[]): readonly CodePattern[] {
  return rows.map((row) => ({ group, languages: code, ...row }))
}

export const hintPatterns: readonly CodePattern[] = [
  ...hints('logging', [
    {
      kind: 'logger',
      words: [
        'getlogger',
        'log/slog',
        'loggerfactory',
        'winston',
        'pino(',
        'env_logger',
        'openlog(',
        'zap.new',
        'logrus',
        'os_log',
        'tracing_subscriber',
        'monolog',
        'nlog',
        'serilog',
        'getclasslogger',
      ],
      // No word boundary stands before the quote of a Go import.
      test: /"log\/slog"|\b(?:logging\.getLogger\(|LoggerFactory\.getLogger\(|winston\.createLogger\(|pino\(|env_logger::|openlog\(|zap\.New|logrus\.|os_log\(|tracing_subscriber::|Monolog\\|LogManager\.GetCurrentClassLogger|Serilog\b|log4js\.getLogger\()/,
    },
    {
      kind: 'audit-event',
      words: ['audit'],
      test: /\b(?:audit[_.]?log(?:ger|s|_entry|_event)?|AuditLog(?:ger|Entry|Event)?|auditTrail|AuditTrail|audit_trail|AuditEvent|audit_event)\b/,
    },
    {
      kind: 'sign-in-event',
      words: [
        'login',
        'logged in',
        'log in',
        'authentication fail',
        'invalid credential',
        'unauthorized access',
        'sign in',
        'sign-in',
      ],
      test: /\blog\w{0,6}\.(?:\w{1,12})\([^;\n]{0,160}(?:login (?:failed|attempt|success)|failed (?:to )?(?:login|log in|sign[- ]in|auth)|logged in|authentication fail|invalid credential|unauthorized access|incorrect (?:user|pass)|successfully logged|wrong password)/i,
    },
  ]),
  ...hints('rate-limit', [
    {
      kind: 'rate-limit',
      words: ['ratelimit', 'rate_limit', 'rate.newlimiter', 'rate-limit', 'throttle', 'limiter'],
      test: /\b(?:rate\.NewLimiter\(|rateLimit\(|RateLimiter(?:Memory|Redis)?\b|@(?:limiter\.limit|ratelimit|throttle)|Ratelimit\w*::|throttle_classes|DEFAULT_THROTTLE_RATES|ThrottlerModule|Rack::Attack|RateLimitInterceptor|KindaRateLimiter|EnableRateLimiting|rate_limit\s+to:)/,
    },
    {
      kind: 'request-size-limit',
      words: [
        'maxbytesreader',
        'client_max_body_size',
        'max_content_length',
        'maxrequestbodysize',
        'bodylimit',
        'body_limit',
        'limitrequestbody',
        'data_upload_max',
        'defaultbodylimit',
        'setmaxmessagesize',
      ],
      test: /\b(?:http\.MaxBytesReader\(|client_max_body_size\s+\d|MAX_CONTENT_LENGTH["'\]]*\s*=|MaxRequestBodySize\s*=|bodyLimit\s*:|BodyLimit\(|LimitRequestBody\s+\d|DATA_UPLOAD_MAX_MEMORY_SIZE\s*=|DefaultBodyLimit::)/,
      languages: [...code, 'conf', 'html', 'other'],
    },
    {
      kind: 'server-timeout',
      words: [
        'readtimeout',
        'readheadertimeout',
        'headerstimeout',
        'requesttimeout',
        'setsotimeout',
        'so_rcvtimeo',
        'client_body_timeout',
        'limit_req',
        'limit_conn',
      ],
      test: /\b(?:Read(?:Header)?Timeout\s*[:=]|(?:headers|request)Timeout\s*[:=]\s*\d|setSoTimeout\(|SO_RCVTIMEO\b|client_body_timeout\s+\d|limit_(?:req|conn)(?:_zone)?\s)/,
      languages: [...code, 'conf', 'html', 'other'],
    },
  ]),
  ...hints('delete-api', [
    {
      kind: 'delete-account',
      words: ['delete', 'destroy', 'remove', 'erase'],
      test: /\b(?:delete[_-]?(?:own[_-]?|my[_-]?)?account|account[_-]?delet(?:e|ion)|deleteAccount|DeleteAccount|accountDeletion|AccountDeletion|deleteMyAccount|closeAccount|delete[_-]?user[_-]?data|deleteUserData|erase[_-]?user|eraseUserData|delete[_-]?user|deleteUser|DeleteUser|remove[_-]user|destroy_user|deluser)\b/,
    },
    {
      kind: 'export-data',
      words: ['export', 'takeout', 'gdpr', 'portability'],
      test: /\b(?:export[_-]?(?:user|account|personal|my)[_-]?data|exportUserData|ExportUserData|exportMyData|data[_-]export|dataExport|DataExport|gdpr[_-]?export|takeout|dataPortability|downloadMyData|export[_-]?account)\b/,
    },
    {
      kind: 'factory-reset',
      words: ['factory', 'wipe'],
      test: /\b(?:factory[_-]?reset|factoryReset|FactoryReset|wipe[_-]?(?:data|device|storage)|wipeData)\b/,
    },
  ]),
  ...hints('auth', [
    {
      kind: 'second-factor',
      words: ['totp', 'webauthn', 'two_factor', 'twofactor', '2fa', 'mfa', 'fido2', 'passkey'],
      test: /\b(?:[tT]otp|TOTP|two_?[fF]actor|[tT]woFactor\w{0,30}|two_factor\w{0,30}|[wW]eb[aA]uthn\w{0,30}|2fa|2FA|mfa_\w{1,30}|[mM]fa[A-Z]\w{0,30}|fido2|[pP]asskeys?)\b/,
    },
    {
      kind: 'password-hash',
      words: ['bcrypt', 'argon2', 'scrypt', 'pbkdf2', 'password_hash'],
      test: /\b(?:[bB][cC]rypt(?:js)?\.(?:hash|compare|gensalt|GenerateFromPassword|CompareHashAndPassword|hashpw|checkpw)\w{0,6}\(|argon2\w{0,3}\.|[sS]crypt\w{0,8}\(|PBKDF2\w{0,20}|pbkdf2\w{0,10}|password_hash\()/,
    },
  ]),
  ...hints('net-backoff', [
    {
      kind: 'back-off',
      words: ['backoff', 'back_off', 'wait_exponential', 'wait_random_exponential'],
      test: /(?:\b|_)(?:exponential|expo|linear|retry|reconnect|jitter(?:ed)?|with|next|calc(?:ulate)?|compute)_?back_?off\w{0,30}|\bback_?off_?(?:delay|factor|multiplier|policy|strategy|time|interval|ms|sec(?:ond)?s?|coefficient)\b|\bbackoff\.(?:expo|fibo|on_exception|on_predicate|New\w{1,30}|Retry)\b|\bwait_(?:random_)?exponential\w{0,10}\(/i,
      unless: /back_?off\w{0,30}["']?\s*[:=]\s*(?:0(?:\.0)?\b|false\b|none\b|null\b|nil\b)/i,
      ignoresStrings: true,
    },
    {
      kind: 'growing-delay',
      words: ['*= 2', '*=2', '*= 1.', '*=1.'],
      test: /\b\w{0,20}(?:delay|wait|sleep|interval)\w{0,10}\s*\*=\s*(?:2\b|1\.[1-9])/i,
      ignoresStrings: true,
    },
    {
      kind: 'growing-delay',
      words: ['attempt', 'retries', 'retry', 'tries'],
      test: /(?:\b2(?:\.0)?\s*\*\*|\b(?:Math|math)\.[pP]ow\(\s*2(?:\.0)?\s*,|\b1\s*<<)\s*\(?\s*(?:\w{1,20}\.)?(?:attempt|retr(?:y|ies)|tries)\w{0,12}/,
      ignoresStrings: true,
    },
    {
      kind: 'reads-retry-after',
      words: ['retry-after'],
      test: /(?:\bget|headers?)\w{0,12}[([]\s*["']retry-after["']/i,
      unless: /\]\s*=[^=]/,
    },
  ]),
  ...hints('net-behaviour', [
    {
      kind: 'broadcast-or-multicast',
      words: [
        'so_broadcast',
        'setbroadcast',
        'ip_add_membership',
        'addmembership',
        'joingroup',
        'listenmulticastudp',
        'join_multicast',
      ],
      test: /\b(?:SO_BROADCAST|setBroadcast\(\s*true|IP_ADD_MEMBERSHIP|\.addMembership\(|ListenMulticastUDP\(|\.joinGroup\(|join_multicast_v[46]\()/,
    },
    {
      kind: 'endless-retry',
      words: ['infinity', 'forever', 'retr'],
      test: /\b(?:max_?)?(?:retries|retryCount|maxAttempts|max_attempts)["']?\s*[:=]\s*(?:Infinity|Number\.POSITIVE_INFINITY|float\(["']inf["']\))/,
    },
    {
      kind: 'open-relay',
      words: [
        'mynetworks',
        'relay_domains',
        'http_access',
        'proxyrequests',
        'recursion',
        'allow-recursion',
        'allow-query',
      ],
      test: /^\s*(?:mynetworks\s*=[^#\n]{0,120}\b0\.0\.0\.0\/0|relay_domains\s*=\s*\*|http_access\s+allow\s+all\s*$|ProxyRequests\s+On\b|allow-recursion\s*\{\s*any\s*;)/i,
      languages: ['conf', 'other', 'html', 'sh'],
    },
  ]),
  ...hints('update-mech', [
    {
      kind: 'updater-code',
      ignoresStrings: true,
      words: [
        'autoupdater',
        'suupdater',
        'spustandardupdatercontroller',
        'selfupdate',
        'self_update',
        'go-update',
        'inapp',
        'appupdatemanager',
        'velopack',
        'squirrel',
        'sufeedurl',
        'suenableautomaticchecks',
        'winsparkle',
      ],
      test: /\b(?:autoUpdater\.(?:checkForUpdates\w{0,20}|quitAndInstall|setFeedURL)|SUUpdater|SPUStandardUpdaterController|SUFeedURL|self_update::|selfupdate\.(?:Update\w{0,12}|Apply)|update\.Apply\(|AppUpdateManagerFactory|VelopackApp|win_sparkle_\w{1,30}|UpdateManager\.GitHubUpdateManager)/,
      languages: [...code, 'xml'],
    },
  ]),
  ...hints('license-key', [
    {
      kind: 'license-key',
      words: ['license', 'licence'],
      test: /\b(?:(?:verify|validate|check|activate)_?[lL]icen[sc]e_?[kK]ey|licen[sc]e_?[kK]ey\s*[:=(]|LICEN[SC]E_KEY\b|is_?[eE]nterprise_?[lL]icen[sc]e)/,
    },
    {
      kind: 'purchase-code',
      words: ['stripe', 'billingclient', 'storekit', 'skpayment', 'paypal', 'paddle', 'in_app_purchase'],
      test: /\b(?:stripe\.(?:checkout|customers|subscriptions|paymentIntents|Charge|Customer|Subscription)\b|BillingClient\b|import StoreKit\b|SKPaymentQueue\b|Paddle\.(?:Setup|Initialize|Checkout)\b|InAppPurchase\.instance)/,
    },
  ]),
]
