//! How common words are: what makes one a good or a bad anchor.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How many of a million words are taken to be one that is not listed.
const RARE: u32 = 8;

/// How many of a million words are one marked `A`; each second letter after it stands for twice as many.
const LEAST: u32 = 32;

/// How many of a million words of a text are this one, roughly.
pub(super) fn per_million(word: &str) -> u32 {
    static SHARES: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
        let entries = COMMON
            .split(' ')
            .map(|entry| entry.split_at(entry.len() - 1));
        let share = |mark: &str| marked(mark.as_bytes()[0] - b'A');
        entries.map(|(word, mark)| (word, share(mark))).collect()
    });
    SHARES.get(word).copied().unwrap_or(RARE)
}

/// The share that a mark stands for, so many letters after `A`.
const fn marked(letters: u8) -> u32 {
    let doubled = LEAST << (letters / 2);
    // The square root of two, roughly.
    if letters.is_multiple_of(2) {
        doubled
    } else {
        doubled * 181 / 128
    }
}

/// The commonest words of a small English dictionary, sorted, each with its mark: counted in 1.1 million words of support
/// conversations and of general English.
const COMMON: &str = "\
    'dM 'sQ 's+K aT ableG aboutN aboveF abroadB acceptE acceptedD accessF accordingC accountM accountsF accusedE acrossE actC actionC activeD actualC \
    actuallyE addI addedH addingD additionalE addressK addsC admissionsC adultB adviceC adviserC affectedC afraidE afterL afternoonF againK againstG ageD \
    agentD agoF agreeG agreedB agreementC aheadE aidB airB airportD alarmD algorithmC allN allegedC allowE allowedD allowsD almostB aloneD alongE alreadyI \
    alrightE alsoK althoughD alwaysG amO amongC amountF anN andT anniversaryC annoyingC annualC anotherI answerI answeredB answersC anyM anybodyC anyoneG \
    anythingK anywayC apologiesE apologiseG apologizeC appJ appealC appearD appearsC applicationF applicationsC appliedB appliesB applyD appointmentE \
    appropriateB approveB approvedD aprilH areQ areaE argumentE argumentsC armB aroundG arrangeB arrayE arrivalC arriveE arrivedF arrivesD articleE asO \
    asideC askJ askedI askingF asksD assaultC assessorC assistB assistanceC assistantD associatedC atQ attachedJ attemptC augustG automatedC \
    automaticallyE availableG avoidC awareB awayI awfulB babyF backM badF bagF bagsC balanceE bandC bankI bankingC barE baseC basedE basicE basketC batchC \
    batteryE beP becauseK becomeB bedC beenM beforeL beforehandB beganB beginD behalfC behaviorD behindF beingI believeF bellC belowG benefitsB bestJ \
    betterG betweenJ bigE biggerC bikeD billI billingE binE binaryB birthE birthdayD bitG bitsC blackE blockE blockedD bloodC blueG boardE boardingB bodyC \
    boilerD bookH bookedG bookingG booksD bootsF bothK botherC bottomD boughtF boxI boxesD branchF breakC breakdownB breakfastE breakingB bridgeC brightB \
    bringI bringingB bringsB broadbandC brokeD brokenF bronzeC broughtC brownC browserC bufferE bugD buildF buildingD builtC burstB busE businessE butM \
    buttonF buyE byO bytesD cableC cacheB cakeD callJ calledH callingE callsF cameI cameraC campusE canQ cancelH cancellationB cancelledH carH cardL \
    cardsD careE cargoD carryE caseI casesE cashC catE catchB causeE causedB cellC cellsC centreD certainD certainlyD certificateG chairC chanceD changeJ \
    changedH changesF channelC channelsB characterB charactersD chargeI chargedG chatI cheaperB checkJ checkedF checkingE checkoutD checksC cheersC \
    chequeC childF childrenE choiceD chooseH claimH claimsF classF classesC cleanD cleaningC clearF clearlyB clickE clientD clinicD closeH closedG \
    closingD coachD codeK codesD coldE colleagueF collectE collectedC collectionD colorD colourD comeK comesI comingG commandC commentD commentsC \
    commissionC commitC committeeD commonD communityC companyE compareD comparedC compensationB complainB complaintD completeE completelyD computerC \
    conditionsC configurationB confirmG confirmationE confirmedE congratulationsD connectB connectedB connectionD considerD consideredB contactD \
    contactingD containC containingB containsD contextD continueC contractF controlD copiesB copyH coreC cornerB correctF correctedF costH costsG couldL \
    councilF countD counterD countryC coupleB courierG courseH coverH coveredF coversD crashC crateG cratesB createE createdE creditF creditedC crewE \
    crimeC crossC currentG currentlyE customC customerF customersD cutE dadB dailyB daisyB damageD damagedC dampB dangerousB darkE dataI databaseC dateJ \
    datesE daughterF dayL daysM deadC deadlineD dealD dearN deathC debitC decemberD decideE decidedD decidesC decisionF declinedB deepC defaultG definedC \
    definitelyC delayF deleteE deletedE deliverB deliveredE deliveryH departmentC dependencyB dependingB dependsC depositF depotE deprecatedB deskI \
    detailsG developmentD deviceC didK diedD differenceE differentH digitsF directF directlyE directoryD discountE displayC disputeB doP doctorE documentC \
    documentationE documentsE doesL dogF dogsC doingF domainD doneI doorH doorsB doubleD downJ downloadD dressC driveD driverH drivingC dropF droppedD \
    dropsC droveB dryD dueI duringE eachJ earlierC earlyE easierC easilyC easyE eatC editD effectC eightD eitherH elevenC elmB elseJ emailJ emailsB \
    emergencyC emittedE emptyD enableC enabledC encodingD endI endedE endingD endsF engineerG englishE enjoyE enoughG ensureB enterE enteredC entireC \
    entryD environmentD errorI errorsC especiallyC estimateC evenG eveningG eventG eventsE everF everyJ everyoneF everythingH evidenceC exactC exactlyE \
    examB exampleJ examplesC exceptC exceptionC excessD exchangeC existingC exitD expectD expectedD expiredC explainF exportC exportsB expressB \
    expressionC extendedB extensionB extraF eyesD faceD factC factorB failB failedF fairE fallC falseD familyF farF fareD fastD fasterC fatherE faultF \
    featureF featuresD februaryC feeI feelH feelingC feesE fellD feltC fewF fieldE fieldsB figureE figuresC fileJ filesF fillE filledC filmC filterC \
    finalD findI fineH finishC finishedC fireC firmB firstL fitE fitsD fittedB fitterD fiveJ fixF fixedG flagD flagsB flatG flightF flightsB floorF flyC \
    folderC followE followedB followingG followsC foodE footC forR forgotD formJ formalC formatD forwardD foundH fourI frameC fraudC freeK freshD fridayJ \
    friendE friendsB frighteningC fromO frontG frozenB fullJ fullyC functionH functionsE fundC funeralC furtherE futureE gameE garageC gardenD gasC gateE \
    gaveF generalD generateD generatedD getM getsF gettingF giftD giveI givenG givesD givingC gladF glassD globalC goK godC goesI goingH goldE goneG goodJ \
    gotJ governmentC greatI greenE greyD groundB groupE groupsC guaranteeE guessD guestD guestsB guideD guiltyD gymD haC hadK halfH hallE handG handedC \
    handleD handlesC handlingB handsC hangB happenE happenedF happeningC happensF happyG hardE hardlyB hasN hashC haveQ havingF heL headE headerC headersB \
    healthC hearI heardE hearingD heartC heatB heatingD heldE helloJ helpL helpsC herK hereL herselfC heyE hiL hideB highF higherD himH hisJ historyD hitC \
    holdH holdingC holdsB holidayD homeI honestlyC hopeF horribleC hospitalD hotD hotelF hourI hoursJ houseG howM howeverG humanD hurtC husbandE iT idJ \
    ideaD ifP ignoreB illD imageB immediatelyD implementC implementationE implementationsB importD importantE inR includeF includedF includesD includingF \
    inconvenienceD indeedC infoD informationG innocentD inputD insideF installC installedC instanceF instancesD insteadH instructionsC insuranceE \
    interestE internalC internetD intoJ invalidD investigationB invoiceH invoicesB involvedB isT issueH issuedC issuesE itS itemH itemsF itsJ itselfF \
    jacketE januaryE jobF joinC journeyC julyH juneJ justL keepJ keepsF keptG keyH keysD kgE kidD kidsE kindJ kingC kitchenE knowK knownD knowsB labB \
    labelG lampD landD landlordD laneD languageE laptopC largeE largerB lastK lateH laterF latestB lawE leadD leafletB leakC leastE leaveI leavesG \
    leavingC leftJ legalC lendingC lengthD lessG lessonsB letK letsB letterI lettersE lettingD levelG levelsC libraryG licenceE licenseD lifeD liftE \
    lightF likeM likelyD limitE lineJ linesD linkH listI listedC listenerB littleH liveF loadD loanE localC locationC lockD lockedE lockerD logG loggedC \
    loginE longI longerE lookJ lookedF lookingF looksG loopC loseD losingD lossF lostH lotG lotsB loveE lovelyD lowD lowerD luckD lunchC mE machineF madeI \
    mailG mainF majorB makeJ makesF makingD manE manageC managerH manualC manyH mapD marchI markC markedD marketB matchF matterE mattersB mattressC mayM \
    maybeD meN mealC meanG meansG meantC meantimeD mediaE meetC meetingC memberF membersE membershipF memoryE menC mentionC menuD messageI messagesE \
    meterG methodG methodsD metresC miceC middleC midnightD mightG milesC millD mindF mineC minimumC minoritiesB minuteF minutesK missE missedG missingG \
    mistakeF mobileE modeE modelF moduleG modulesD momentG mondayJ moneyH monthJ monthlyD monthsH moreL morningJ morningsB mortgageD mostI motherF motorB \
    moveH movedG movesC movingE msJ muchI multipleE mumE museumC mustI myQ myselfF nameL namedC namesE nativeC nearD nearestC nearlyD necessaryC needM \
    neededG needsH neighbourD neitherC nervousC networkD neverI newM newsE nextK niceE nightI nightsD nineF noN nobodyH nodeI noiseC noneD noonG norB \
    normalF normallyE notQ noteH notesE nothingJ noticeF noticedC novemberF nowM nullD numberL numbersD nurseD oakD objectH objectsD octoberE oddB ofR \
    offL offerG officeI officerD officersC oftenE ohG okI okayH oldI olderB onR onceJ oneO onesG onlineG onlyL openK openedE openingD opensD operatingB \
    operationC operationsC opinionB optionF optionalD optionsF orO orderL orderedF ordersE originalE otherJ othersE otherwiseE oughtC ourN oursF outM \
    outputD outsideF overJ oweC owedC ownI ownerD packageF packagesB packagingB packedC pageJ pagesC paidH painD paintB pairE panelC paperE papersB \
    parameterB parcelH parentD parentsB parkE parkingF parliamentC partG particularD partnerB partsD partyC passG passedH passesB passingD passportF \
    passwordH pastE pasteB patchC pathF patienceC patientC payK payingD paymentI paymentsG payrollC paysC pendingC pensionC peopleJ perF perfectD \
    performanceD perhapsD periodB permitE perpetratorD personH personalD pharmacistD phoneJ phonesC photoH photosG pickF pickedC pictureE picturesD \
    piecesB pinF pipeD placeH placedD placesC plainC planI plannedB planningE platformD platformsC playD pleaseN plentyC plumberD plusE pmK pointG pointsF \
    policeG policyH polishB poolE poorD popB portD portalE positionC possibleG postI postcodeE postedD powerE practiceC preferF premiumD prescriptionC \
    presentE presidentC pressG pressureB previousD priceH pricesC printF printedE printerC printsC priorityC privacyC privateD proC probablyC problemH \
    processH productD profileE programC progressB projectF promiseE promisedC proofE properC properlyB propertiesC propertyF protectC protectedB \
    protectionD provenC provideF providedF providerB providesE publicF publishedB pullF pumpC purchaseF pushB putK puttingC pythonC quayC questionI \
    questionsF queueE quickD quicklyB quietC quiteD quoteF rainD raiseB raisedD rangB rangeC rateF ratesC ratherH reachG reachedD reachesC readI readableD \
    readerB readingG readsC readyG realF reallyH reasonF reasonsB receiptG receiptsC receiveE receivedF recentB recentlyB receptionD recommendB recordE \
    recordedB recordsD recoveryC redE referenceG refreshC refundJ refundedG refundsC refusedC regardsK registerC registeredD registryD relationsB releaseG \
    releasedC releasesB rememberB reminderB remoteB removalB removeF removedG removingB renewB renewalC rentD repairG repairsC repeatD replaceD replacedC \
    replacementE replyI reportH reportedE reportingC reportsC requestH requestsD requireD requiredD requiresC reserveB resetE resourceB responseE restF \
    restartD restoreC resultF resultsF returnI returnedF returnsH reviewE rideB rightK rightsC ringJ riskB roadF roleB roofB roomI roomsD roughlyB roundE \
    routerE rowE ruinedB ruleD rulesE runI runningF runsF rushC rustF safeG safetyD saidI saleE salesC sameK sampleB satD saturdayH saveE savedC savingsC \
    sawD sayJ sayingF saysJ scanE scannedC schemeC schoolG scopeB scratchB screenE scriptD seaB searchE searchingB seatE seatsE secondI secondsE sectionE \
    secureD securityG seeL seeingB seemC seemsE seenF sellD sellerB sendL sendingD sendsB senseB sentJ separateD septemberG serialB seriousB serverF \
    serversC serviceG servicesE sessionE setJ setsD settingC settingsG sevenF severalD sexualC shallI shareE sharedD sheK sheetB shelfC shiftC shipD \
    shippingF shipsC shirtD shoesC shopH shoppingC shortF shouldM showH showerB showingC shownD showsH shutC sickB sideH signG signalC signatureD signedF \
    silenceC silverE similarD simpleD simplyD sinceJ sincerelyH singleF sisterD sitD siteH sittingC situationC sixH sizeH sizesC skinC skipD sleepE slipC \
    slotE slowE smallH smallerB smartB soO socialE socketE sofaE softwareC soldD someJ somebodyD someoneI somethingI sometimesD somewhereD sonG soonF \
    soonerB sorryO sortE sortedC soundC soundsD sourceE spaceD spareC speakF specialC specificE specifiedD speedC spentC splitC spokeC spokenB spotC \
    spreadB springB staffE standD standardE standingD standsC startH startedD startingC startsG stateE statementF statesD stationD statusG stayH staysF \
    stepF stepsE stillK stockG stopH stoppedE stopsD storeF storedB straightF streamG streamsB streetG stringG stringsB stuckF studentF stupidD subjectD \
    subscriptionE suchH suggestC suitD suitsD summaryB sundayH supplierC supportH supportedE supportsC sureJ surnameD surpriseC surveyorC swapE switchF \
    switchedD systemH systemsC tableF tabletC tagC takeK takenI takesJ takingC talkG talkingC tapG targetC tariffD taxF taxiB teaC teamJ tearsC tellK \
    tellingE tellsB tenI termD terminalB termsE testH testedC testsE textH thanJ thankL thanksK thatR theW theirJ themM themselvesD thenL thereO \
    thereforeD theseJ theyM thingI thingsG thinkI thinkingD thirdF thisP thoseI thoughH thoughtE threadC threeL throughJ throwC thrownC thursdayJ tickB \
    ticketH ticketsF tightC tillF timeL timesH titleB toT todayM togetherF toldI tomorrowJ toneB tonightG tooJ tookF toolC toolsB topG totalD touchE tourB \
    townC traceC trackedB trackingE trainF trainingC traitC transcriptB transferF transitC travelF treatC treatedD treeC trialC triedD tripE troubleE \
    trueF trustC tryI tryingF tuesdayI turnG turnedF turnsC twelveD twiceH twoN typeI typedD typesE undefinedC underK understandH understoodB \
    unfortunatelyB unionC unitD unlessE untilL upM updateG updatedD uploadE uponB upsetC upstairsB urlH usM usageB useL usedJ usefulD userF usernameH \
    usersD usesE usingJ usualD usuallyG validG valueH valuesE vanF variableC variousB vatD verifyD versionH versionsE veryI vetD viaD victimE videoB viewF \
    visaD visitG visitsB voiceC voteB voucherD waitI waitedC waitingH walkD wallD wantK wantedD wantsD warehouseD warmE warningD warrantyD wasO wasteC \
    watchE waterI wayJ waysD weP wearB webD websiteF weddingE wednesdayH weekJ weekdaysD weekendD weeksI welcomeH wellJ wentH wereK whatN whateverE whatsB \
    wheelchairD whenM wheneverE whereJ whetherF whichM whileI whiteD whoK whoeverC wholeG whoseD whyK wifeE wifiD willQ windowE windowsE winterB wishD \
    wishesG withQ withinL withoutJ wonderB wonderfulC wordG wordsE workJ workedC workerD workingJ worksG workshopC worldC worriedB worriesC worryE worseD \
    worthE wouldM writeI writingF writtenG wrongJ wroteC xF yeahC yearI yearsH yesL yesterdayF yetG youT yourR yoursJ yourselfF zipD";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found() {
        let words: Vec<&str> = COMMON.split(' ').collect();
        assert!(words.is_sorted_by(|a, b| a[..a.len() - 1] < b[..b.len() - 1]));
        for word in words {
            assert!(LEAST <= per_million(&word[..word.len() - 1]), "{word}");
        }
        assert_eq!(per_million(""), RARE);
        assert_eq!(per_million("zzz"), RARE);
    }

    #[test]
    fn commoner_words_count_for_more() {
        let rising = ["oversight", "delivery", "order", "can", "the"];
        assert!(rising.is_sorted_by(|a, b| per_million(a) < per_million(b)));
    }
}
