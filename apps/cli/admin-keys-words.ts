/** What changing the master key says, in the language of the terminal. */
export function keyWords(english: boolean) {
  const say = (chinese: string, inEnglish: string): string => (english ? inEnglish : chinese)
  return {
    usage: say(
      '用法：bin/admin keys rotate    换一把新的主密钥，并用它重新加密全部内容\n      bin/admin keys reseal    接着重新加密（中断之后，或服务重启之后）\n      bin/admin keys status    还有多少内容使用旧密钥\n      bin/admin keys retire    停用旧密钥（先停止服务）',
      'Usage: bin/admin keys rotate    a new master key, and everything sealed anew under it\n       bin/admin keys reseal    go on sealing anew, after a break or a restart\n       bin/admin keys status    how much still lies under an old key\n       bin/admin keys retire    take the old key out of use (stop the server first)',
    ),
    unfinished: say('上一次更换还没有完成：请先运行 bin/admin keys reseal，再停止服务运行 bin/admin keys retire', 'The last change is not finished: run bin/admin keys reseal, then stop the server and run bin/admin keys retire'),
    intoEnvironment: (key: string) => say(
      `主密钥由 CARELOOP_MASTER_KEY 给出。请把这把新密钥放在最前、以逗号与原来的隔开，重启所有进程，然后运行 bin/admin keys reseal：\n${key}`,
      `The master key comes from CARELOOP_MASTER_KEY. Put this new key in front of it, separated by a comma, restart every process, then run bin/admin keys reseal:\n${key}`,
    ),
    made: (id: string) => say(`新的主密钥 ${id} 已写入 master.key，旧密钥保留在后`, `The new master key ${id} stands first in master.key, the old one behind it`),
    progress: (place: string, done: number, of: number) => say(`重新加密 ${place}：${done} / ${Math.max(done, of)}`, `Sealed anew, ${place}: ${done} of ${Math.max(done, of)}`),
    under: (place: string, count: number) => say(`${place}：${count} 项使用旧密钥`, `${place}: ${count} under an old key`),
    left: (count: number) => say(`还有 ${count} 项使用旧密钥，旧密钥不能停用；请再运行一次 bin/admin keys reseal`, `${count} values still lie under an old key, which therefore stays; run bin/admin keys reseal again`),
    done: say('全部内容已用当前主密钥加密。停止服务后运行 bin/admin keys retire 即可停用旧密钥', 'Everything lies under the current master key. To take the old one out of use, stop the server and run bin/admin keys retire'),
    nothingLeft: (others: readonly string[]) => say(
      others.length === 0 ? '全部内容使用当前主密钥，没有旧密钥' : `全部内容使用当前主密钥；旧密钥 ${others.join('、')} 可以停用`,
      others.length === 0 ? 'Everything lies under the current master key, and there is no old one' : `Everything lies under the current master key; the old ${others.join(', ')} can be retired`,
    ),
    running: say('服务还在运行，可能仍在使用旧密钥：请先停止服务', 'The server is running and may still use the old key: stop it first'),
    shorten: (id: string) => say(`旧密钥已不再使用：请把 CARELOOP_MASTER_KEY 改为只留最前的一把（${id}）。旧备份仍要用旧密钥才能打开`, `The old key is out of use: leave only the first one (${id}) in CARELOOP_MASTER_KEY. Old backups still need the old key`),
    retired: (ids: readonly string[]) => say(`旧密钥 ${ids.join('、') || '（没有）'} 已停用，master.key 只留当前的一把。此前的备份里有当时的密钥，仍可恢复`, `Retired: ${ids.join(', ') || 'none'}. Only the current key is left in master.key. Earlier backups hold the key of their time and can still be restored`),
  }
}
