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
  {
    id: 'starter/39',
    title: 'The rising sea',
    prompt:
      'A map gives the height of each field as a list of lists of whole numbers. The sea surrounds the map and rises to a given level. Water flows from the sea, and from flooded fields, into fields directly beside them (not diagonally) that are lower than the level. Write a function that takes the map and the level and returns how many fields stay dry.',
    tests: asserts`
      assert dry_fields([[1, 5], [5, 5]], 3) == 3
      assert dry_fields([[5, 5, 5], [5, 0, 5], [5, 5, 5]], 3) == 9
      assert dry_fields([[5, 5, 5], [2, 0, 5], [5, 5, 5]], 3) == 7
      assert dry_fields([[3]], 3) == 1
      assert dry_fields([[9, 9, 9, 1], [9, 0, 9, 1], [9, 9, 1, 1]], 2) == 8
      assert dry_fields([], 4) == 0
    `,
    reference: python`
      def dry_fields(heights, level):
          rows = len(heights)
          columns = len(heights[0]) if heights else 0
          flooded = set()
          shore = [
              (y, x)
              for y in range(rows)
              for x in range(columns)
              if y in (0, rows - 1) or x in (0, columns - 1)
          ]
          while shore:
              y, x = shore.pop()
              if not (0 <= y < rows and 0 <= x < columns) or (y, x) in flooded or heights[y][x] >= level:
                  continue
              flooded.add((y, x))
              shore += [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
          return rows * columns - len(flooded)
    `,
    wrong: [
      {
        flaw: 'floods hollows that the sea can’t reach',
        code: python`
          def dry_fields(heights, level):
              return sum(height >= level for row in heights for height in row)
        `,
      },
      {
        flaw: 'lets the sea in at the corner at the top left only',
        code: python`
          def dry_fields(heights, level):
              if not heights:
                  return 0
              rows, columns = len(heights), len(heights[0])
              flooded, queue = set(), [(0, 0)]
              while queue:
                  y, x = queue.pop()
                  if (y, x) in flooded or heights[y][x] >= level:
                      continue
                  flooded.add((y, x))
                  for v, u in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                      if 0 <= v < rows and 0 <= u < columns:
                          queue.append((v, u))
              return rows * columns - len(flooded)
        `,
      },
    ],
  },
  {
    id: 'starter/40',
    title: 'An editor that can undo',
    prompt:
      'Write a class Editor, made without arguments, with the methods write(text), which adds text at the end, erase(count), which removes that many characters from the end, undo() and redo(). Undoing where there is nothing to undo does nothing, and so does redoing; after a new write or erase there is nothing to redo. Write also a function that takes an editor and returns its text.',
    tests: asserts`
      assert text_of(plain) == "hello"
      assert text_of(undone) == "one"
      assert text_of(redone) == "one"
      assert text_of(branched) == "one!"
      assert text_of(emptied) == ""
    `,
    setup: python`
      plain = Editor()
      plain.write("help")
      plain.erase(1)
      plain.write("lo")

      undone = Editor()
      undone.undo()
      undone.write("one")
      undone.write(" two")
      undone.undo()

      redone = Editor()
      redone.write("one")
      redone.write(" two")
      redone.undo()
      redone.undo()
      redone.redo()

      branched = Editor()
      branched.write("one")
      branched.write(" two")
      branched.undo()
      branched.write("!")
      branched.redo()

      emptied = Editor()
      emptied.write("ab")
      emptied.erase(5)
      emptied.undo()
      emptied.redo()
      emptied.redo()
    `,
    reference: python`
      class Editor:
          def __init__(self):
              self.states, self.at = [""], 0

          def _change(self, text):
              self.states[self.at + 1 :] = [text]
              self.at += 1

          def write(self, text):
              self._change(self.states[self.at] + text)

          def erase(self, count):
              text = self.states[self.at]
              self._change(text[: max(0, len(text) - count)])

          def undo(self):
              self.at = max(0, self.at - 1)

          def redo(self):
              self.at = min(len(self.states) - 1, self.at + 1)

      def text_of(editor):
          return editor.states[editor.at]
    `,
    wrong: [
      {
        flaw: 'redoes after a new change',
        code: python`
          class Editor:
              def __init__(self):
                  self.text, self.past, self.future = "", [], []
              def write(self, text):
                  self.past.append(self.text)
                  self.text += text
              def erase(self, count):
                  self.past.append(self.text)
                  self.text = self.text[: max(0, len(self.text) - count)]
              def undo(self):
                  if self.past:
                      self.future.append(self.text)
                      self.text = self.past.pop()
              def redo(self):
                  if self.future:
                      self.past.append(self.text)
                      self.text = self.future.pop()

          def text_of(editor):
              return editor.text
        `,
      },
      {
        flaw: 'undoes one step only',
        code: python`
          class Editor:
              def __init__(self):
                  self.text, self.before, self.undone = "", None, None
              def change(self, text):
                  self.before, self.undone = self.text, None
                  self.text = text
              def write(self, text):
                  self.change(self.text + text)
              def erase(self, count):
                  self.change(self.text[: max(0, len(self.text) - count)])
              def undo(self):
                  if self.before is not None:
                      self.undone, self.text, self.before = self.text, self.before, None
              def redo(self):
                  if self.undone is not None:
                      self.before, self.text, self.undone = self.text, self.undone, None

          def text_of(editor):
              return editor.text
        `,
      },
    ],
  },
];
