import { asserts, python, type StarterEntry } from './task';

/** Small systems, where several rules have to hold together. */
export const hardSystems: StarterEntry[] = [
  {
    id: 'starter/37',
    title: 'A spreadsheet',
    prompt:
      'A sheet is a dictionary from cell name to text. The text is a whole number, or a formula that begins with "=" and adds, subtracts and multiplies whole numbers and cell names, as in "=A1+2*B3", where multiplication comes first. Write a function that takes a sheet and a cell name and returns the cell’s value. A cell that isn’t there counts as 0; a cell that depends on itself, directly or through others, has the value None, and so has every cell that uses it.',
    tests: asserts`
      assert cell_value({"A1": "4", "B1": "=A1+2"}, "B1") == 6
      assert cell_value({"A1": "2", "B1": "=10-A1*3-1"}, "B1") == 3
      assert cell_value({"A1": "=B1", "B1": "=A1+1", "C1": "=A1*0"}, "C1") is None
      assert cell_value({"A1": "=B7+5"}, "A1") == 5
      assert cell_value({"A1": "=B1+B1", "B1": "=C1*C1", "C1": "-3"}, "A1") == 18
    `,
    reference: python`
      import re

      def cell_value(sheet, name, open_cells=()):
          if name in open_cells:
              return None
          text = sheet.get(name, "0")
          if not text.startswith("="):
              return int(text)
          total = 0
          for sign, term in re.findall(r"([+-]?)([^+-]+)", text[1:]):
              product = -1 if sign == "-" else 1
              for factor in term.split("*"):
                  if factor.isdigit():
                      value = int(factor)
                  else:
                      value = cell_value(sheet, factor, (*open_cells, name))
                  if value is None:
                      return None
                  product *= value
              total += product
          return total
    `,
    wrong: [
      {
        flaw: 'takes a cell used twice for one that depends on itself',
        code: python`
          import re

          def cell_value(sheet, name):
              seen = set()
              def value(cell):
                  if cell in seen:
                      return None
                  seen.add(cell)
                  text = sheet.get(cell, "0")
                  if text[0] != "=":
                      return int(text)
                  names = {}
                  for used in re.findall(r"[A-Z]\d+", text):
                      names[used] = value(used)
                      if names[used] is None:
                          return None
                  return eval(text[1:], {}, names)
              return value(name)
        `,
      },
      {
        flaw: 'works from left to right, whatever the operators',
        code: python`
          import re

          def cell_value(sheet, name, path=()):
              if name in path:
                  return None
              text = sheet.get(name, "0")
              if not text.startswith("="):
                  return int(text)
              result, operator = None, "+"
              for token in re.findall(r"[A-Z]+\d+|\d+|[+*-]", text[1:]):
                  if token in "+-*":
                      operator = token
                      continue
                  number = int(token) if token.isdigit() else cell_value(sheet, token, path + (name,))
                  if number is None:
                      return None
                  if result is None:
                      result = number
                  elif operator == "+":
                      result += number
                  elif operator == "-":
                      result -= number
                  else:
                      result *= number
              return result
        `,
      },
    ],
  },
  {
    id: 'starter/38',
    title: 'An outline',
    prompt:
      'Write a function that reads an outline, in which each line is indented by two spaces more than the line it belongs to, into nested lists: each entry is a tuple of its text and the list of the entries that belong to it. Empty lines are skipped. A line indented deeper than it may be raises a ValueError that names the line, counted from 1.',
    tests: asserts`
      assert read_outline("fruit\n  apple\n  pear\nroots") == [("fruit", [("apple", []), ("pear", [])]), ("roots", [])]
      assert read_outline("a\n  b\n    c\nd") == [("a", [("b", [("c", [])])]), ("d", [])]
      assert read_outline("a\n\n  b\n") == [("a", [("b", [])])]
      assert read_outline("") == []
      assert refusal(read_outline, "a\n\n    b") == "3"
      assert refusal(read_outline, "  a") == "1"
    `,
    setup: python`
      import re

      def refusal(read, text):
          try:
              read(text)
          except ValueError as error:
              return re.search(r"\d+", str(error)).group()
          return "none"
    `,
    reference: python`
      def read_outline(text):
          root = []
          levels = [root]
          for number, line in enumerate(text.split("\n"), 1):
              if not line.strip():
                  continue
              depth = (len(line) - len(line.lstrip(" "))) // 2
              if depth >= len(levels):
                  raise ValueError(f"line {number} is indented too deeply")
              children = []
              levels[depth].append((line.strip(), children))
              levels[depth + 1 :] = [children]
          return root
    `,
    wrong: [
      {
        flaw: 'counts lines without the empty ones',
        code: python`
          def read_outline(text):
              lines = [line for line in text.split("\n") if line.strip()]
              levels = [[]]
              for number, line in enumerate(lines, 1):
                  depth = (len(line) - len(line.lstrip())) // 2
                  if depth > len(levels) - 1:
                      raise ValueError("line %d is indented too deeply" % number)
                  entry = (line.strip(), [])
                  levels[depth].append(entry)
                  levels = levels[: depth + 1] + [entry[1]]
              return levels[0]
        `,
      },
      {
        flaw: 'puts every entry below the one before it',
        code: python`
          def read_outline(text):
              root = []
              stack = [root]
              for number, line in enumerate(text.split("\n"), 1):
                  if not line.strip():
                      continue
                  depth = (len(line) - len(line.lstrip())) // 2
                  if depth >= len(stack):
                      raise ValueError(f"line {number}: too deep")
                  children = []
                  stack[-1].append((line.strip(), children))
                  stack.append(children)
              return root
        `,
      },
    ],
  },
];
