import { AppError } from '../../platform/errors';

const FOLDER_FAULTS: Readonly<Record<string, string>> = {
  EACCES: '没有写入权限。请把它改为归运行本程序的用户所有，或用 DATA_DIR 另指一个文件夹',
  EPERM: '没有写入权限。请把它改为归运行本程序的用户所有，或用 DATA_DIR 另指一个文件夹',
  EROFS: '在只读的磁盘上。请用 DATA_DIR 另指一个文件夹',
  ENOTDIR: '不是文件夹。请用 DATA_DIR 另指一个文件夹',
  EEXIST: '不是文件夹。请用 DATA_DIR 另指一个文件夹',
  ENOSPC: '所在的磁盘已满。请清理磁盘后再启动',
  EDQUOT: '所在的磁盘配额已用完。请清理磁盘后再启动',
};

/** Turns a file system error about a data folder into a sentence; other errors come back as they are. */
export function explainFolderError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const fault = code ? FOLDER_FAULTS[code] : undefined;
  if (!fault) return error;
  return badConfiguration(`数据文件夹 ${folder} ${fault}。`, { code }, error);
}

const OUTPUT_FAULTS: readonly (readonly [RegExp, string])[] = [
  [
    /No space left on device|Disk quota exceeded|could not extend file/i,
    '数据文件夹 {folder} 所在的磁盘已满。请清理磁盘后再启动。',
  ],
  [
    /Permission denied|Read-only file system|has wrong ownership|invalid permissions/i,
    '数据文件夹 {folder} 不能写入，或不归运行本程序的用户所有。请检查它的所有者和权限。',
  ],
  [
    /GLIBC_|cannot open shared object file|libc\.musl|Exec format error/i,
    '内置数据库的程序不能在这台机器上运行（需要 glibc 2.27 以上）。请用 DATABASE_URL 指向一个 PostgreSQL 14 以上的数据库。',
  ],
  [
    /could not create shared memory segment|could not resize shared memory|Cannot allocate memory/i,
    '内存不足，内置数据库没有启动。请给这台机器或容器多留一些内存。',
  ],
  [
    /could not locate a valid checkpoint record|invalid primary checkpoint|invalid checkpoint|incorrect checksum in control file|WAL ends before end of online backup/i,
    '数据文件夹 {folder} 里的数据库文件已损坏。请不要改动它，用 npm run zhijian -- restore 从最近的备份恢复到一个空文件夹。',
  ],
];

/** The sentence for what initdb or the server wrote before it gave up. */
export function explainServerOutput(output: string, folder: string, logFile: string): AppError {
  const known = OUTPUT_FAULTS.find(([pattern]) => pattern.test(output));
  const sentence = known?.[1] ?? '内置数据库没有启动。原因见 {log}。';
  return badConfiguration(sentence.replace('{folder}', folder).replace('{log}', logFile), {
    output: output.slice(-2000),
  });
}

/** A fault of the machine or its configuration that stops the start. */
export function badConfiguration(
  sentence: string,
  details: Readonly<Record<string, unknown>> = {},
  cause?: unknown,
): AppError {
  return new AppError(
    'bad_configuration',
    sentence,
    details,
    cause === undefined ? undefined : { cause },
  );
}
