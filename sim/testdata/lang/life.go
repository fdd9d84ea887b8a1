// Conway's life on a torus, with arrays passed by value and compared.
package main

const w, h = 12, 6

type board [h][w]bool

func (b *board) at(x, y int) bool { return b[(y+h)%h][(x+w)%w] }

func (b board) next() (n board) {
	for y := range h {
		for x := range w {
			alive := 0
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if (dx != 0 || dy != 0) && b.at(x+dx, y+dy) {
						alive++
					}
				}
			}
			n[y][x] = alive == 3 || alive == 2 && b[y][x]
		}
	}
	return
}

func (b board) print() {
	for _, row := range b {
		line := ""
		for _, c := range row {
			if c {
				line += "#"
			} else {
				line += "."
			}
		}
		println(line)
	}
}

func main() {
	var b board
	for _, p := range [][2]int{{1, 0}, {2, 1}, {0, 2}, {1, 2}, {2, 2}} {
		b[p[1]][p[0]] = true
	}
	start := b
	for range 4 {
		b = b.next()
	}
	b.print()
	seen := map[board]int{start: 0}
	steps := 0
	for b = start; ; steps++ {
		b = b.next()
		if first, ok := seen[b]; ok {
			println("back to", first, "after", steps+1)
			break
		}
		seen[b] = steps + 1
	}
	println(b == start, len(seen))
}
