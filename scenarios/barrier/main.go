// Write barrier. The program runs on while the collector marks, and could hide an object from it.
//
// Main's stack is scanned early in the cycle. A little later main takes the card out of the
// box, onto its stack, and empties the box. When the collector comes to the box there is nothing
// in it, and nobody looks at main's stack again. So the card would be freed while main holds it.
//
// That is why every pointer that the program stores while the collector marks is recorded,
// the old one and the new one: the store that empties the box turns the card grey. Run it
// with the rule barrier off, and the collector frees the card that main still holds.
//
//scope:procs 2
//scope:view both
//scope:want output the card is here
package main

import (
	"fmt"
	"runtime"
	"time"
)

type box struct{ card *card }

type card struct{ text string }

var shelf *box

// work keeps the goroutine's P busy.
func work(d time.Duration) {
	start := time.Now()
	for time.Since(start) < d {
	}
}

func main() {
	shelf = &box{&card{"the card is here"}}
	//scope:note The global shelf leads to a box, and the box to a card.
	stop := make(chan bool)
	for range 400 {
		go func() { <-stop }()
	}
	time.Sleep(time.Millisecond)
	//scope:note 400 stacks to scan: it takes the collector a while to come to the box.
	go runtime.GC()
	work(150 * time.Microsecond)
	//scope:note The collector marks. It has scanned main's stack, and not the box yet.
	held := shelf.card
	shelf.card = nil
	//scope:ask Only main's stack leads to the card now. Does the collector find it?
	work(time.Millisecond)
	//scope:note The cycle is over. With the barrier on, the store that emptied the box turned the card grey.
	fmt.Println(held.text)
}
