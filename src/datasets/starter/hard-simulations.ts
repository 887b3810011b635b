import { asserts, python, type StarterEntry } from './task';

/** Things that change step by step, where the steps have to come in the right order. */
export const hardSimulations: StarterEntry[] = [
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
