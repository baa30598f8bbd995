import { isMap } from 'yaml';
import type { SettingValue } from '../domain/settings.ts';
import { parseYaml } from './parse-yaml.ts';

/**
 * The text of config.yml with settings changed; null takes one out. Comments, order and what is not changed stay as they
 * are. Throws `invalid-config` when the text is not YAML.
 */
export function editText(text: string, path: string, changes: Readonly<Record<string, SettingValue>>): string {
  const document = parseYaml(text, path);
  for (const [key, value] of Object.entries(changes)) {
    const keys = key.split('.');
    if (value !== null) {
      // An emptied group ("monitor:") is null, and nothing can be put into that.
      for (let depth = 1; depth < keys.length; depth += 1) {
        const group = keys.slice(0, depth);
        if (!isMap(document.getIn(group))) document.setIn(group, document.createNode({}));
      }
      document.setIn(keys, value);
    } else if (document.hasIn(keys)) {
      document.deleteIn(keys);
      for (let group = keys.slice(0, -1); group.length > 0; group = group.slice(0, -1)) {
        const node = document.getIn(group);
        if (isMap(node) && node.items.length === 0) document.deleteIn(group);
      }
    }
  }
  if (isMap(document.contents) && document.contents.items.length === 0) document.contents = null as never;
  const edited = document.toString({ lineWidth: 0 });
  return edited.trim() === 'null' ? '' : edited;
}
