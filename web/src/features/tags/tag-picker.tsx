import { Combobox, Group, ScrollArea, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { formatCount } from '../../components/format.ts';
import { TagName } from './tag-name.tsx';

interface TagPickerProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly autoFocus?: boolean;
}

/** A tag by typing some of it: other names and typos lead there too. */
export function TagPicker({ label, value, onChange, autoFocus = false }: TagPickerProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed] = useDebouncedValue(value, 100);
  const { data: items = [] } = useQuery({
    queryKey: ['autocomplete', typed],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/tags/autocomplete', { params: { query: { q: typed, limit: 8 } }, signal })).data).items,
    enabled: combobox.dropdownOpened,
    placeholderData: (before) => before,
  });
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(name) => {
        onChange(name);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          label={label}
          value={value}
          data-autofocus={autoFocus || undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={items.length === 0}>
        <Combobox.Options>
          <ScrollArea.Autosize mah={260}>
            {items.map((item) => (
              <Combobox.Option key={item.name} value={item.name}>
                <Group justify="space-between" wrap="nowrap" gap="sm">
                  <span>
                    {item.alias && (
                      <Text span size="sm" c="dimmed">
                        {item.alias.replaceAll('_', ' ')} →{' '}
                      </Text>
                    )}
                    <TagName name={item.name} category={item.category} />
                  </span>
                  <Text span size="xs" c="dimmed">
                    {formatCount(item.count)}
                  </Text>
                </Group>
              </Combobox.Option>
            ))}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
