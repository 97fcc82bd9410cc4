/**
 * Table: headers that say which version of a C or C++ library they belong to. The names of macros are those of the
 * projects' own published headers; each row was written from them.
 */

export interface HeaderFact {
  /** File name, or folder and name where the name alone is common. */
  readonly file: string
  /** Name of the package URL of type `generic`. */
  readonly name: string
  /** One expression with the whole version, or several whose numbers are joined by dots. */
  readonly version: readonly RegExp[]
}

/** `#define NAME "1.2.3"`. */
function text(name: string): readonly RegExp[] {
  return [new RegExp(String.raw`^[ \t]*#[ \t]*define[ \t]+${name}[ \t]+"v?(\d[0-9A-Za-z.+-]*)`, 'm')]
}

/** `#define NAME 1`, one for each number; quotes and brackets around it do not matter. */
function numbers(...names: readonly string[]): readonly RegExp[] {
  return names.map((name) => new RegExp(String.raw`^[ \t]*#[ \t]*define[ \t]+${name}[ \t]+[("]*(\d+)`, 'm'))
}

/** `static const int NAME = 1;`. */
function constants(...names: readonly string[]): readonly RegExp[] {
  return names.map((name) => new RegExp(String.raw`^[ \t]*static const int ${name}[ \t]*=[ \t]*(\d+)`, 'm'))
}

/** `/* stb_image - v2.28 - public domain`. */
function firstLine(name: string): readonly RegExp[] {
  return [new RegExp(String.raw`^(?:/\*|//)[ \t]*${name}(?:\.h)?[ \t]+-?[ \t]*v(\d[0-9a-z.]*)`)]
}

const stb = [
  'image',
  'image_write',
  'image_resize',
  'image_resize2',
  'truetype',
  'rect_pack',
  'ds',
  'sprintf',
]

export const headerFacts: readonly HeaderFact[] = [
  { file: 'zlib-ng.h', name: 'zlib-ng', version: text('ZLIBNG_VERSION') },
  { file: 'zlib.h', name: 'zlib-ng', version: text('ZLIBNG_VERSION') },
  { file: 'zlib.h', name: 'zlib', version: text('ZLIB_VERSION') },
  { file: 'sqlite3.h', name: 'sqlite', version: text('SQLITE_VERSION') },
  { file: 'sqlite3.c', name: 'sqlite', version: text('SQLITE_VERSION') },
  { file: 'lua.h', name: 'lua', version: [/^#define[ \t]+LUA_RELEASE[ \t]+"Lua (\d[0-9.]*)"/m] },
  {
    file: 'lua.h',
    name: 'lua',
    version: numbers('LUA_VERSION_MAJOR', 'LUA_VERSION_MINOR', 'LUA_VERSION_RELEASE'),
  },
  {
    file: 'lua.h',
    name: 'lua',
    version: numbers('LUA_VERSION_MAJOR_N', 'LUA_VERSION_MINOR_N', 'LUA_VERSION_RELEASE_N'),
  },
  {
    file: 'expat.h',
    name: 'expat',
    version: numbers('XML_MAJOR_VERSION', 'XML_MINOR_VERSION', 'XML_MICRO_VERSION'),
  },
  { file: 'png.h', name: 'libpng', version: text('PNG_LIBPNG_VER_STRING') },
  {
    file: 'jconfig.h',
    name: 'libjpeg-turbo',
    version: [/^#define[ \t]+LIBJPEG_TURBO_VERSION[ \t]+"?(\d[0-9.]*)/m],
  },
  { file: 'jversion.h', name: 'libjpeg', version: [/^#define[ \t]+JVERSION[ \t]+"(\d+[a-z]?)[ \t]/m] },
  { file: 'curlver.h', name: 'curl', version: text('LIBCURL_VERSION') },
  {
    file: 'openssl/opensslv.h',
    name: 'libressl',
    version: [/LIBRESSL_VERSION_TEXT[ \t]+"LibreSSL (\d[0-9.]*)/],
  },
  { file: 'openssl/opensslv.h', name: 'openssl', version: text('OPENSSL_VERSION_STR') },
  {
    file: 'openssl/opensslv.h',
    name: 'openssl',
    version: [/OPENSSL_VERSION_TEXT[ \t]+"OpenSSL (\d[0-9a-z.]*)[ -]/],
  },
  { file: 'mbedtls/version.h', name: 'mbedtls', version: text('MBEDTLS_VERSION_STRING') },
  { file: 'mbedtls/build_info.h', name: 'mbedtls', version: text('MBEDTLS_VERSION_STRING') },
  { file: 'wolfssl/version.h', name: 'wolfssl', version: text('LIBWOLFSSL_VERSION_STRING') },
  {
    file: 'lwip/init.h',
    name: 'lwip',
    version: numbers('LWIP_VERSION_MAJOR', 'LWIP_VERSION_MINOR', 'LWIP_VERSION_REVISION'),
  },
  {
    file: 'task.h',
    name: 'freertos-kernel',
    version: [/^#define[ \t]+tskKERNEL_VERSION_NUMBER[ \t]+"V(\d[0-9.]*)/m],
  },
  ...stb.map((one) => ({ file: `stb_${one}.h`, name: `stb_${one}`, version: firstLine(`stb_${one}`) })),
  {
    file: 'cJSON.h',
    name: 'cjson',
    version: numbers('CJSON_VERSION_MAJOR', 'CJSON_VERSION_MINOR', 'CJSON_VERSION_PATCH'),
  },
  { file: 'miniz.h', name: 'miniz', version: [/\bminiz\.[ch] v?(\d+(?:\.\d+)+)/] },
  { file: 'miniz.c', name: 'miniz', version: [/\bminiz\.[ch] v?(\d+(?:\.\d+)+)/] },
  {
    file: 'tinyxml2.h',
    name: 'tinyxml2',
    version: constants('TIXML2_MAJOR_VERSION', 'TIXML2_MINOR_VERSION', 'TIXML2_PATCH_VERSION'),
  },
  {
    file: 'json.hpp',
    name: 'nlohmann-json',
    version: numbers(
      'NLOHMANN_JSON_VERSION_MAJOR',
      'NLOHMANN_JSON_VERSION_MINOR',
      'NLOHMANN_JSON_VERSION_PATCH',
    ),
  },
  {
    file: 'zstd.h',
    name: 'zstd',
    version: numbers('ZSTD_VERSION_MAJOR', 'ZSTD_VERSION_MINOR', 'ZSTD_VERSION_RELEASE'),
  },
  {
    file: 'lz4.h',
    name: 'lz4',
    version: numbers('LZ4_VERSION_MAJOR', 'LZ4_VERSION_MINOR', 'LZ4_VERSION_RELEASE'),
  },
  { file: 'bzlib_private.h', name: 'bzip2', version: [/^#define[ \t]+BZ_VERSION[ \t]+"(\d[0-9.]*)/m] },
  { file: 'pcre2.h', name: 'pcre2', version: numbers('PCRE2_MAJOR', 'PCRE2_MINOR') },
  { file: 'libxml/xmlversion.h', name: 'libxml2', version: text('LIBXML_DOTTED_VERSION') },
  { file: 'sodium/version.h', name: 'libsodium', version: text('SODIUM_VERSION_STRING') },
  {
    file: 'uv/version.h',
    name: 'libuv',
    version: numbers('UV_VERSION_MAJOR', 'UV_VERSION_MINOR', 'UV_VERSION_PATCH'),
  },
  {
    file: 'mosquitto.h',
    name: 'mosquitto',
    version: numbers('LIBMOSQUITTO_MAJOR', 'LIBMOSQUITTO_MINOR', 'LIBMOSQUITTO_REVISION'),
  },
  { file: 'mongoose.h', name: 'mongoose', version: text('MG_VERSION') },
  { file: 'civetweb.h', name: 'civetweb', version: text('CIVETWEB_VERSION') },
  {
    file: 'http_parser.h',
    name: 'http-parser',
    version: numbers('HTTP_PARSER_VERSION_MAJOR', 'HTTP_PARSER_VERSION_MINOR', 'HTTP_PARSER_VERSION_PATCH'),
  },
  { file: 'uthash.h', name: 'uthash', version: [/^#define[ \t]+UTHASH_VERSION[ \t]+(\d[0-9.]*)/m] },
  { file: 'pb.h', name: 'nanopb', version: [/^#define[ \t]+NANOPB_VERSION[ \t]+"?nanopb-(\d[0-9.]*)/m] },
  {
    file: 'lvgl.h',
    name: 'lvgl',
    version: numbers('LVGL_VERSION_MAJOR', 'LVGL_VERSION_MINOR', 'LVGL_VERSION_PATCH'),
  },
  {
    file: 'rapidjson.h',
    name: 'rapidjson',
    version: numbers('RAPIDJSON_MAJOR_VERSION', 'RAPIDJSON_MINOR_VERSION', 'RAPIDJSON_PATCH_VERSION'),
  },
]
