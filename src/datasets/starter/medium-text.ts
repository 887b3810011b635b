import { asserts, python, type StarterEntry } from './task';

/** Parsing and formatting, with more than one rule at a time. */
export const mediumText: StarterEntry[] = [
  {
    id: 'starter/23',
    title: 'A pocket calculator',
    prompt:
      'An old pocket calculator works strictly from left to right. Write a function that takes a start value and a program such as "+3 *2 -1" (operators + - * /, each with a whole number, separated by spaces) and returns the last value. Division cuts off the decimals, towards zero.',
    tests: asserts`
      assert run_program(4, "+3 *2 -1") == 13
      assert run_program(10, "") == 10
      assert run_program(1, "+1 /2 *10 +-3") == 7
      assert run_program(0, "-7 /2") == -3
    `,
    reference: python`
      def run_program(start, program):
          value = start
          for step in program.split():
              operator, number = step[0], int(step[1:])
              if operator == "+":
                  value += number
              elif operator == "-":
                  value -= number
              elif operator == "*":
                  value *= number
              else:
                  quotient = abs(value) // abs(number)
                  value = quotient if (value < 0) == (number < 0) else -quotient
          return value
    `,
    wrong: [
      {
        flaw: 'multiplies before it adds',
        code: python`
          def run_program(start, program):
              return int(eval(str(start) + program.replace(" ", "")))
        `,
      },
      {
        flaw: 'divides downwards, not towards zero',
        code: python`
          def run_program(start, program):
              value = start
              for step in program.split():
                  number = int(step[1:])
                  if step[0] == "+":
                      value = value + number
                  elif step[0] == "-":
                      value = value - number
                  elif step[0] == "*":
                      value = value * number
                  elif step[0] == "/":
                      value = value // number
              return value
        `,
      },
    ],
  },
  {
    id: 'starter/24',
    title: 'A settings file',
    prompt:
      'Write a function that reads settings of lines "key = value", grouped by lines "[section]", into a dictionary of dictionaries. Keys before any section belong to the section "". Spaces around keys and values don’t count; empty lines and lines that begin with "#" are skipped; a value may contain "=". Sections without keys are there too, but "" only where it has any.',
    tests: asserts`
      assert read_settings("[disk]\nsize = 10") == {"disk": {"size": "10"}}
      assert read_settings("mode=fast\n# note\n\n[a]\nx = 1=2") == {"": {"mode": "fast"}, "a": {"x": "1=2"}}
      assert read_settings("[empty]\n[full]\nk = v") == {"empty": {}, "full": {"k": "v"}}
      assert read_settings("") == {}
    `,
    reference: python`
      def read_settings(text):
          settings, section = {}, ""
          for line in map(str.strip, text.splitlines()):
              if not line or line.startswith("#"):
                  continue
              if line.startswith("["):
                  section = line[1:-1]
                  settings.setdefault(section, {})
              else:
                  key, _, value = line.partition("=")
                  settings.setdefault(section, {})[key.strip()] = value.strip()
          return settings
    `,
    wrong: [
      {
        flaw: 'takes a value apart at each equals sign',
        code: python`
          def read_settings(text):
              settings, section = {}, ""
              for line in text.splitlines():
                  line = line.strip()
                  if not line or line.startswith("#"):
                      continue
                  if line[0] == "[" and line[-1] == "]":
                      section = line[1:-1]
                      settings[section] = {}
                      continue
                  key, value = line.split("=")
                  settings.setdefault(section, {})[key.strip()] = value.strip()
              return settings
        `,
      },
      {
        flaw: 'always has the section without a name',
        code: python`
          def read_settings(text):
              current = {}
              settings = {"": current}
              for line in text.splitlines():
                  line = line.strip()
                  if not line or line.startswith("#"):
                      continue
                  if line.startswith("["):
                      current = settings.setdefault(line.strip("[]"), {})
                  else:
                      key, value = line.split("=", 1)
                      current[key.strip()] = value.strip()
              return settings
        `,
      },
    ],
  },
  {
    id: 'starter/25',
    title: 'Setting a poem',
    prompt:
      'Write a function that sets words into lines of at most the given width, as many words on each line as fit, with one space between them. A word longer than the width is cut into pieces of the width, the first of which begins a new line; the last piece may be followed by other words. It returns the list of lines.',
    tests: asserts`
      assert set_lines("the cat sat on", 7) == ["the cat", "sat on"]
      assert set_lines("a sunflower b", 4) == ["a", "sunf", "lowe", "r b"]
      assert set_lines("abcd ef", 6) == ["abcd", "ef"]
      assert set_lines("", 5) == []
    `,
    reference: python`
      def set_lines(text, width):
          lines, line = [], ""
          for word in text.split():
              if line and len(line) + 1 + len(word) <= width:
                  line += " " + word
                  continue
              if line:
                  lines.append(line)
              while len(word) > width:
                  lines.append(word[:width])
                  word = word[width:]
              line = word
          return lines + [line] if line else lines
    `,
    wrong: [
      {
        flaw: 'forgets the space when it measures a line',
        code: python`
          def set_lines(text, width):
              lines, line = [], ""
              for word in text.split():
                  while len(word) > width:
                      if line:
                          lines.append(line)
                          line = ""
                      lines.append(word[:width])
                      word = word[width:]
                  if len(line) + len(word) <= width:
                      line = (line + " " + word).strip()
                  else:
                      lines.append(line)
                      line = word
              if line:
                  lines.append(line)
              return lines
        `,
      },
      {
        flaw: 'leaves long words whole',
        code: python`
          import textwrap

          def set_lines(text, width):
              return textwrap.wrap(text, width, break_long_words=False)
        `,
      },
    ],
  },
  {
    id: 'starter/26',
    title: 'Colours for a small display',
    prompt:
      'A small display packs a colour into 16 bits: the five highest bits of red, then the six highest of green, then the five highest of blue, red uppermost. Write a function that takes a colour as "#rrggbb" and returns the packed number as four hexadecimal digits in capitals.',
    tests: asserts`
      assert pack_colour("#ffffff") == "FFFF"
      assert pack_colour("#ff0000") == "F800"
      assert pack_colour("#000408") == "0021"
      assert pack_colour("#070307") == "0000"
    `,
    reference: python`
      def pack_colour(colour):
          red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
          return f"{(red >> 3) << 11 | (green >> 2) << 5 | blue >> 3:04X}"
    `,
    wrong: [
      {
        flaw: 'gives green five bits, too',
        code: python`
          def pack_colour(colour):
              r, g, b = int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
              return format((r >> 3) << 10 | (g >> 3) << 5 | b >> 3, "04X")
        `,
      },
      {
        flaw: 'drops leading zeros',
        code: python`
          def pack_colour(colour):
              r, g, b = int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
              return hex((r >> 3) << 11 | (g >> 2) << 5 | b >> 3)[2:].upper()
        `,
      },
    ],
  },
  {
    id: 'starter/27',
    title: 'Days from now',
    prompt:
      'Write a function that takes a date as "YYYY-MM-DD" and a number of days, which may be negative, and returns the date that many days later in the same form. Don’t import anything. Leap years are those that can be divided by 4, but for those that can be divided by 100 and not by 400.',
    tests: asserts`
      assert days_from("2023-01-30", 3) == "2023-02-02"
      assert days_from("2024-02-28", 1) == "2024-02-29"
      assert days_from("2024-03-01", -1) == "2024-02-29"
      assert days_from("2023-12-31", 366) == "2024-12-31"
      assert days_from("2100-02-28", 1) == "2100-03-01"
    `,
    reference: python`
      def days_from(date, days):
          def length(year, month):
              if month == 2:
                  return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
              return 30 if month in (4, 6, 9, 11) else 31

          year, month, day = map(int, date.split("-"))
          day += days
          while day < 1:
              month -= 1
              if month == 0:
                  year, month = year - 1, 12
              day += length(year, month)
          while day > length(year, month):
              day -= length(year, month)
              month += 1
              if month == 13:
                  year, month = year + 1, 1
          return f"{year:04}-{month:02}-{day:02}"
    `,
    wrong: [
      {
        flaw: 'moves forward only',
        code: python`
          def days_from(date, days):
              year, month, day = [int(part) for part in date.split("-")]
              lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
              for _ in range(days):
                  day += 1
                  leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
                  last = 29 if month == 2 and leap else lengths[month - 1]
                  if day > last:
                      day, month = 1, month + 1
                      if month > 12:
                          month, year = 1, year + 1
              return "%04d-%02d-%02d" % (year, month, day)
        `,
      },
      {
        flaw: 'writes days and months without leading zeros',
        code: python`
          def days_from(date, days):
              year, month, day = [int(part) for part in date.split("-")]
              def length(y, m):
                  leap = y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
                  return [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]
              while days > 0:
                  day, days = day + 1, days - 1
                  if day > length(year, month):
                      day, month = 1, month + 1
                      if month > 12:
                          month, year = 1, year + 1
              while days < 0:
                  day, days = day - 1, days + 1
                  if day < 1:
                      month -= 1
                      if month < 1:
                          month, year = 12, year - 1
                      day = length(year, month)
              return f"{year}-{month}-{day}"
        `,
      },
    ],
  },
];
