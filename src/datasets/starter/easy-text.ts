import { asserts, python, type StarterEntry } from './task';

/** Text to be read or written. */
export const easyText: StarterEntry[] = [
  {
    id: 'starter/11',
    title: 'Baking time',
    prompt:
      'Write a function that turns a duration such as "1h 20m", "45m" or "2h" into minutes. An empty string is 0 minutes.',
    tests: asserts`
      assert baking_minutes("1h 20m") == 80
      assert baking_minutes("45m") == 45
      assert baking_minutes("2h") == 120
      assert baking_minutes("") == 0
    `,
    reference: python`
      def baking_minutes(duration):
          minutes = 0
          for part in duration.split():
              minutes += int(part[:-1]) * (60 if part.endswith("h") else 1)
          return minutes
    `,
    wrong: [
      {
        flaw: 'needs both parts',
        code: python`
          def baking_minutes(duration):
              hours, minutes = duration.split()
              return int(hours[:-1]) * 60 + int(minutes[:-1])
        `,
      },
      {
        flaw: 'takes any single part for minutes',
        code: python`
          def baking_minutes(duration):
              parts = [int(part[:-1]) for part in duration.split()]
              if not parts:
                  return 0
              return parts[0] if len(parts) == 1 else parts[0] * 60 + parts[1]
        `,
      },
    ],
  },
  {
    id: 'starter/12',
    title: 'A line of the menu',
    prompt:
      'Write a function that takes the name of a dish, its price and a width, and returns a line of exactly that width: the name at the left, the price with two decimals at the right, and dots in between. A name that is too long is cut so that at least one dot remains.',
    tests: asserts`
      assert menu_line("Tea", 2.5, 12) == "Tea.....2.50"
      assert menu_line("Rice", 3.75, 10) == "Rice..3.75"
      assert menu_line("Soup", 12, 12) == "Soup...12.00"
      assert menu_line("Strawberries", 3.2, 12) == "Strawbe.3.20"
    `,
    reference: python`
      def menu_line(name, price, width):
          amount = f"{price:.2f}"
          name = name[: width - len(amount) - 1]
          return name + amount.rjust(width - len(name), ".")
    `,
    wrong: [
      {
        flaw: 'writes the price as Python does',
        code: python`
          def menu_line(name, price, width):
              amount = str(price)
              return name + "." * (width - len(name) - len(amount)) + amount
        `,
      },
      {
        flaw: 'lets a long name run over the width',
        code: python`
          def menu_line(name, price, width):
              amount = "%.2f" % price
              return name + "." * max(1, width - len(name) - len(amount)) + amount
        `,
      },
    ],
  },
  {
    id: 'starter/13',
    title: 'Pages to print',
    prompt:
      'A print dialogue takes pages as in "3-5,9,12-13". Write a function that returns the list of page numbers in the order in which they are written, both ends of a range included. An empty string means no pages.',
    tests: asserts`
      assert pages_to_print("3-5,9") == [3, 4, 5, 9]
      assert pages_to_print("7") == [7]
      assert pages_to_print("9,1-2") == [9, 1, 2]
      assert pages_to_print("") == []
    `,
    reference: python`
      def pages_to_print(text):
          pages = []
          for part in text.split(","):
              if part:
                  first, _, last = part.partition("-")
                  pages.extend(range(int(first), int(last or first) + 1))
          return pages
    `,
    wrong: [
      {
        flaw: 'leaves out the last page of a range',
        code: python`
          def pages_to_print(text):
              pages = []
              for part in text.split(",") if text else []:
                  ends = [int(page) for page in part.split("-")]
                  pages += range(ends[0], ends[1]) if len(ends) == 2 else ends
              return pages
        `,
      },
      {
        flaw: 'sorts the pages',
        code: python`
          def pages_to_print(text):
              pages = set()
              for part in filter(None, text.split(",")):
                  ends = part.split("-")
                  pages.update(range(int(ends[0]), int(ends[-1]) + 1))
              return sorted(pages)
        `,
      },
    ],
  },
  {
    id: 'starter/14',
    title: 'A nickname that is free',
    prompt:
      'Write a function that takes a wished nickname and the nicknames already taken. It returns the wish if it is free, else the wish with the smallest number from 2 on that makes it free. Upper and lower case count as the same.',
    tests: asserts`
      assert free_nickname("mila", ["tom"]) == "mila"
      assert free_nickname("mila", ["mila", "mila2"]) == "mila3"
      assert free_nickname("Mila", ["mila"]) == "Mila2"
      assert free_nickname("mila", ["mila", "mila3"]) == "mila2"
    `,
    reference: python`
      def free_nickname(wish, taken):
          used = {name.lower() for name in taken}
          nickname, number = wish, 2
          while nickname.lower() in used:
              nickname = f"{wish}{number}"
              number += 1
          return nickname
    `,
    wrong: [
      {
        flaw: 'minds upper and lower case',
        code: python`
          def free_nickname(wish, taken):
              if wish not in taken:
                  return wish
              number = 2
              while wish + str(number) in taken:
                  number += 1
              return wish + str(number)
        `,
      },
      {
        flaw: 'counts similar names instead of trying',
        code: python`
          def free_nickname(wish, taken):
              similar = [name for name in taken if name.lower().startswith(wish.lower())]
              return wish if not similar else f"{wish}{len(similar) + 1}"
        `,
      },
    ],
  },
  {
    id: 'starter/15',
    title: 'The next bus',
    prompt:
      'Write a function that takes the time as "HH:MM" and a sorted list of departures in the same form, and returns how many minutes there are to wait for the next bus. A bus that leaves this very minute is caught. After the last bus one waits for the first of the next day.',
    tests: asserts`
      assert bus_wait("09:50", ["08:15", "10:05", "12:00"]) == 15
      assert bus_wait("12:00", ["08:15", "10:05", "12:00"]) == 0
      assert bus_wait("23:40", ["06:10", "18:30"]) == 390
    `,
    reference: python`
      def bus_wait(now, departures):
          def minutes(time):
              return int(time[:2]) * 60 + int(time[3:])

          return min((minutes(time) - minutes(now)) % 1440 for time in departures)
    `,
    wrong: [
      {
        flaw: 'knows no next day',
        code: python`
          def bus_wait(now, departures):
              def minutes(time):
                  hours, rest = time.split(":")
                  return int(hours) * 60 + int(rest)
              for time in departures:
                  if minutes(time) >= minutes(now):
                      return minutes(time) - minutes(now)
              return None
        `,
      },
      {
        flaw: 'misses a bus that leaves now',
        code: python`
          def bus_wait(now, departures):
              to_minutes = lambda t: int(t.split(":")[0]) * 60 + int(t.split(":")[1])
              for time in departures:
                  if to_minutes(time) > to_minutes(now):
                      return to_minutes(time) - to_minutes(now)
              return to_minutes(departures[0]) + 1440 - to_minutes(now)
        `,
      },
    ],
  },
  {
    id: 'starter/16',
    title: 'Days left in the month',
    prompt:
      'Write a function that takes a day, a month (1 to 12) and a year and returns how many days of that month come after that day. Years that can be divided by 4 are leap years, but for those that can be divided by 100 and not by 400.',
    tests: asserts`
      assert days_left(30, 4, 2023) == 0
      assert days_left(1, 2, 2024) == 28
      assert days_left(27, 2, 1900) == 1
      assert days_left(15, 8, 2000) == 16
    `,
    reference: python`
      def days_left(day, month, year):
          if month == 2:
              is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
              return (29 if is_leap else 28) - day
          return (30 if month in (4, 6, 9, 11) else 31) - day
    `,
    wrong: [
      {
        flaw: 'counts the day itself',
        code: python`
          def days_left(day, month, year):
              lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
              if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
                  lengths[1] = 29
              return lengths[month - 1] - day + 1
        `,
      },
      {
        flaw: 'makes every fourth year a leap year',
        code: python`
          def days_left(day, month, year):
              lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
              if month == 2 and year % 4 == 0:
                  return 29 - day
              return lengths[month - 1] - day
        `,
      },
    ],
  },
];
