// Labels, goto and nested switches, select in loops; break and continue reach the right one.
package main

import "fmt"

func search(grid [][]int, want int) (x, y int) {
	x, y = -1, -1
rows:
	for i, row := range grid {
		for j, v := range row {
			switch {
			case v == want:
				x, y = i, j
				break rows
			case v < 0:
				continue rows
			case v > 100:
				break
			}
		}
	}
	return
}

func retry(fail int) (tries int) {
start:
	tries++
	if tries < fail {
		goto start
	}
	for {
		switch tries {
		case 0:
			return -1
		default:
			goto end
		}
	}
end:
	return tries
}

func classify(ns ...int) (out []string) {
loop:
	for i, n := range ns {
		switch x := n % 6; x {
		case 0:
			out = append(out, "zero")
			fallthrough
		case 1:
			out = append(out, "low")
			if i > 3 {
				break loop
			}
			break
		case 2, 3:
			switch {
			case n > 10:
				continue loop
			}
			out = append(out, "mid")
		default:
			out = append(out, "high")
		}
		out = append(out, "|")
	}
	return
}

func drain(c chan int) (sum int) {
	for {
		select {
		case v, ok := <-c:
			if !ok {
				return
			}
			if v%2 == 0 {
				continue
			}
			if v > 6 {
				break
			}
			sum += v
		}
	}
}

func main() {
	fmt.Println(search([][]int{{1, -1, 7}, {200, 7, 3}, {7}}, 7))
	fmt.Println(search(nil, 1))
	fmt.Println(retry(3), retry(0))
	fmt.Println(classify(0, 1, 2, 3, 4, 14, 6, 9))
	c := make(chan int, 10)
	for i := range 10 {
		c <- i
	}
	close(c)
	fmt.Println(drain(c))
	var fs []func() string
	for i := 0; i < 3; i++ {
		for j := range 2 {
			if j == 1 {
				continue
			}
			fs = append(fs, func() string { return fmt.Sprint(i, j) })
		}
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	n := 0
	{
		n := n + 1
		{
			n := n + 1
			n++
			fmt.Print(n, " ")
		}
		fmt.Print(n, " ")
	}
	fmt.Println(n)
	if x, err := 5, error(nil); err != nil {
		fmt.Println("error")
	} else if y := x * 2; y > 5 {
		x := y
		fmt.Println(x, y)
	}
	switch any := any(n).(type) {
	case int, string:
		fmt.Printf("%T\n", any)
	}
i:
	for i := range 3 {
		for {
			if i == 1 {
				break i
			}
			continue i
		}
	}
}
