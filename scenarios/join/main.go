// A parallel hash join. Two tables are matched by a key, in four parts at the same time.
//
// An order names its customer by number. Rows with equal keys fall into the same part, so
// each part can be joined alone, with nothing shared and no lock. Build: the customers go
// into a map. Probe: each order looks up its customer there. Every goroutine writes to its
// own place in a slice, and Wait is the only meeting.
//
//scope:procs 4
//scope:want output 600 customers and 30000 orders
//scope:want output in four parts: 24000 rows worth 1188000
//scope:want output by one: 24000 rows worth 1188000
package main

import (
	"fmt"
	"sync"
)

type customer struct {
	id   int
	name string
}

type order struct{ customer, price int }

type row struct {
	name  string
	price int
}

const parts = 4

func main() {
	people, orders := tables()
	fmt.Printf("%d customers and %d orders\n",
		len(people), len(orders))

	var left [parts][]customer
	var right [parts][]order
	//scope:note Partition: equal keys fall into the same part, whichever table they stand in.
	for _, c := range people {
		p := c.id % parts
		left[p] = append(left[p], c)
	}
	for _, o := range orders {
		p := o.customer % parts
		right[p] = append(right[p], o)
	}

	var wg sync.WaitGroup
	var rows [parts][]row
	//scope:note A goroutine for each part. Threads wake up for the idle Ps and steal from P0's queue.
	for p := range parts {
		wg.Go(func() {
			rows[p] = join(left[p], right[p])
		})
	}
	//scope:ask Four goroutines write to rows at the same time. Why does that need no lock?
	wg.Wait()
	//scope:note Each writes to an element of its own, and main reads them only after Wait.
	report("in four parts:", rows[:]...)
	//scope:note For comparison, all of it by main alone. The timeline shows what either takes.
	report("by one:", join(people, orders))
}

// join matches orders with customers by number.
func join(people []customer, orders []order) (
	rows []row,
) {
	names := map[int]string{}
	//scope:note Build: the smaller table goes into a map.
	for _, c := range people {
		names[c.id] = c.name
	}
	//scope:note Probe: a look into the map for each row of the larger table.
	for _, o := range orders {
		if name, ok := names[o.customer]; ok {
			r := row{name, o.price}
			rows = append(rows, r)
		}
	}
	return rows
}

func report(what string, parts ...[]row) {
	rows, worth := 0, 0
	for _, part := range parts {
		rows += len(part)
		for _, r := range part {
			worth += r.price
		}
	}
	fmt.Println(what, rows, "rows worth", worth)
}

// tables makes customers and orders, a fifth of
// which are of nobody among them.
func tables() (
	people []customer, orders []order,
) {
	for id := range 600 {
		name := fmt.Sprint("customer ", id)
		c := customer{id, name}
		people = append(people, c)
	}
	for n := range 30_000 {
		o := order{n * 7 % 750, n % 100}
		orders = append(orders, o)
	}
	return people, orders
}
