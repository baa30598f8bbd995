interface MagpieMarkProps {
  readonly size?: number;
  readonly className?: string | undefined;
}

/** The bird: dark head and back, white belly, a petrol wing and the long tail. */
export function MagpieMark({ size = 28, className }: MagpieMarkProps) {
  return (
    <svg className={className} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        fill="currentColor"
        d="M30.6 9.3 27 8c-.7-2.700-3-4.500-5.800-4.500-2.600 0-4.800 1.500-5.700 3.800-3.600.8-6.300 3.900-6.700 7.600L1.700 26.800c-.6 1 .5 2.100 1.500 1.500l8.600-5.200c1.300.7 2.700 1 4.300 1 6.300 0 11-4.900 11.200-11.500l3.300-2.300c.5-.3.500-.9 0-1Z"
      />
      <path fill="#fff" d="M24.300 13.200c-.1 4.800-3.300 8.400-7.700 8.700-1 .1-1.900 0-2.700-.2 4.600-.9 7.800-4.400 8.400-9.200.8-.3 2-.2 2 .7Z" />
      <path fill="#1b9aaa" d="M19.500 10.800c.5 4.600-2.300 8.200-7 9.300-.9-.9-1.400-2.300-1.400-3.900 0-3.600 2.900-6.300 6.500-6.300.9 0 1.800.2 1.900.9Z" />
      <circle cx="22" cy="7.800" r="1.100" fill="#fff" />
    </svg>
  );
}
